"""The compiler: a folder of YAML becomes a ``Pack``, or a list of what is wrong with it.

``locate`` finds the folder, ``files`` reads it within limits, ``yaml_tree`` keeps every
mark, ``fields`` and ``records`` decode, ``resolve`` follows the links, ``story_rules`` looks at
the whole, ``load`` does all of it in order.
"""
