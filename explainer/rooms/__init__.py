"""The rooms beside the page: each answers a question a learner has while reading.

A room is a list of entries that can be narrowed, opened and left for a page of the story; both
faces draw the same ones. ``room`` says what every room is, ``doors`` where each one is found by
name, and each of the others is one room. Nothing the story has not reached is ever in one.
"""
