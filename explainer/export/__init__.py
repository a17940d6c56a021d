"""A pack as one document, to be taken away and read without this program.

Nothing here knows a reader: an export holds every page, every side and everything that happened.
"""
