"""The screens: the only part that knows Textual.

``start`` opens the program, ``app`` holds what lasts between screens, ``screens`` are the places
to be, ``widgets`` what is drawn there, ``layout`` sets prose in lines, ``actions`` is the one table of
what keys do. Text of a pack reaches the terminal only as ``Content`` made by ``layout`` and
``words``: never as markup.
"""
