"""Makes ``tests/reviews_200.csv``, once: ``uv run python -m tests.make_reviews``.

Two hundred answers to twelve cards over seven months by a reader who is not on time: some come the
same minute, some weeks late. Kept as data, so that no change of a generator
changes what is tested.
"""

from __future__ import annotations

import csv
import datetime
import random
from pathlib import Path

LOG = Path(__file__).with_name("reviews_200.csv")


def main() -> None:
    """Write the file."""
    dice = random.Random(1244)
    moment = datetime.datetime(2024, 1, 10, 19, 30, tzinfo=datetime.UTC)
    with LOG.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["card", "rating", "at"])
        for _ in range(200):
            rating = dice.choices(["again", "hard", "good", "easy"], [15, 15, 55, 15])[0]
            out.writerow([f"card-{dice.randrange(12) + 1}", rating, moment.isoformat()])
            gap = dice.choice([20, 400, 3_600, 86_400, 5 * 86_400])
            moment += datetime.timedelta(seconds=dice.randrange(5, 2 * gap))


if __name__ == "__main__":
    main()
