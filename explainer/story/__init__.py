"""The engine: what a reader may do, what it changes, and every step taken. Pure and deterministic.

``state`` is all that changes, ``steps`` the moves there are, ``engine`` what each does,
``path`` the log of them with undo, redo and jump, ``turn`` what a face shows.
"""
