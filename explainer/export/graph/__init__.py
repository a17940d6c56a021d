"""A pack drawn: its pages and the ways between them, as Mermaid, DOT or SVG.

``graph`` says what there is, ``part`` narrows it, ``rows`` says which pages stand together and so
which ways are lines and which are marks; every format draws the same. What only the SVG needs is
in ``svg``: it is laid out here, so that it needs no other program.
"""
