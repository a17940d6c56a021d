"""What a pack is made of: frozen values, no behaviour beyond their own meaning.

Nothing here reads a file, draws, or knows that a terminal exists.
"""
