"""How well a card was known, in four plain words."""

from __future__ import annotations

from enum import StrEnum


class Rating(StrEnum):
    """What was made of a card; its values are the words a store keeps."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"

    @property
    def word(self) -> str:
        """As a face shows it."""
        return self.value.capitalize()

    @property
    def meaning(self) -> str:
        """When to choose it, as a reader would say it."""
        return _MEANING[self]


_MEANING = {
    Rating.AGAIN: "I did not know it",
    Rating.HARD: "I knew it, with effort",
    Rating.GOOD: "I knew it",
    Rating.EASY: "I knew it at once",
}


def rating_of(right: bool) -> Rating:
    """What an answer that was checked counts as, until the reader says that it was hard or easy."""
    return Rating.GOOD if right else Rating.AGAIN


def read_rating(word: str) -> Rating | None:
    """The rating of that word, or None."""
    return Rating(word) if word in _WORDS else None


_WORDS = frozenset(Rating)
