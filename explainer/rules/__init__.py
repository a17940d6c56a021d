"""What ``check`` holds a pack to beyond what it takes to open it: one rule a file.

A rule module has a code, a level and a ``check``; its docstring is its manual, with a sample that
fails and one that passes. What keeps a pack from opening is found while it is read, in ``packs``.
"""
