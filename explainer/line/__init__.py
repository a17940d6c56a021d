"""Line mode: the same adventure as plain lines, for a screen reader, a dumb terminal or a pipe.

No cursor control, no colour, only new text. ``render`` makes the lines, ``reader`` keeps the
conversation.
"""
