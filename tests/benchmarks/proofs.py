"""How long a proof takes, as ratios.

usage: python -m tests.benchmarks.proofs [RUNS]

The clock of a shared machine proves nothing alone, so each figure stands beside the time to read the
pack that ships from its YAML, which is what ``check`` does first and no proof can save.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from explainer.packs.load import read_pack
from explainer.proof.proof import prove
from tests.benchmarks.synthetic import synthetic

FLAGSHIP = Path(__file__).resolve().parent.parent.parent / "content" / "kosovo"


def spent(work: Callable[[], object]) -> float:
    """Seconds of this process that a piece of work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main(runs: int) -> None:
    """Measure and print."""
    shipped, _ = read_pack(FLAGSHIP)
    assert shipped is not None
    made = synthetic()
    works: dict[str, Callable[[], object]] = {
        "the pack that ships": lambda: prove(shipped),
        "1,000 pages, 8 flags": lambda: prove(made),
    }
    read: list[float] = []
    taken: dict[str, list[float]] = {what: [] for what in works}
    for _ in range(runs):
        read.append(spent(lambda: read_pack(FLAGSHIP)))
        for what, work in works.items():
            taken[what].append(spent(work))
    base = statistics.median(read)
    print(f"{'proof of':<24} {'takes':>8} {'reading':>8} {'ratio':>6} {'states':>9} {'largest':>9}")
    for (what, seconds), pack in zip(taken.items(), (shipped, made), strict=True):
        proof, mine = prove(pack), statistics.median(seconds)
        print(
            f"{what:<24} {mine:>7.2f}s {base:>7.2f}s {mine / base:>6.2f} "
            f"{proof.states:>9,} {proof.largest:>9,}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
