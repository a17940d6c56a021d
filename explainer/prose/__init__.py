"""Prose: the pack's dialect of Markdown, read once for every face.

``references`` finds what a text refers to without a Markdown parser; ``clean`` keeps
control characters out; ``parse`` makes the tree that faces draw.
"""
