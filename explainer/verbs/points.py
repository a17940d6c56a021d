"""Points of a forecast, shared out."""

from __future__ import annotations

from explainer.verbs.vocabulary import SHORT_FORM, SURENESS


def spread(count: int, option: int, points: int) -> tuple[int, ...]:
    """So many points for one option, the rest shared by the others, 100 in all."""
    others = count - 1
    share, over = divmod(100 - points, others) if others else (0, 0)
    shares = [share + (index < over) for index in range(others)]
    shares.insert(option, points if others else 100)
    return tuple(shares)


def even(count: int) -> tuple[int, ...]:
    """The same for each, 100 in all; what is left over goes to the first ones."""
    share, over = divmod(100, count)
    return tuple(share + (index < over) for index in range(count))


def sureness_in_words() -> str:
    """The words of the short form with the points they mean, as a list in a sentence."""
    first, *rest = SHORT_FORM
    return ", ".join((f"{first} gives it {SURENESS[first]}", *(f"{word} {SURENESS[word]}" for word in rest)))


def nearest_sureness(points: int) -> str:
    """The word of the short form that comes nearest to so many points."""
    return min(SHORT_FORM, key=lambda word: abs(SURENESS[word] - points))
