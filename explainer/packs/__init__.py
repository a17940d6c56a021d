"""The compiler: a folder of YAML becomes a ``Pack``, or a list of what is wrong with it.

``locate`` finds the folder, ``files`` reads it within limits, ``yaml_tree`` keeps every
mark, ``fields`` with the tables of ``ledger_records`` and ``story_records`` decode, ``resolve``
follows the links, ``story_rules`` looks at the whole, ``load`` does all of it in order. ``open``
takes a pack that was opened before from the ``cache``. ``manual`` tells of each code what it means.
"""
