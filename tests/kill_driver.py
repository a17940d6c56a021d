"""Readers in a hurry, to be killed: ``python kill_driver.py DATA PACK``.

For each seed on stdin a process of its own prints its number, opens the store, goes on with the last run,
takes one step or answers one card after the other for ever, and prints each once it was kept, as a
face does. They are forked from one that has everything imported, so that fifty cost little more than one.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from explainer.model.ids import CardId
from explainer.model.pack import Pack
from explainer.packs.load import open_pack
from explainer.session import Session
from explainer.store.store import open_store
from explainer.study.rating import Rating
from explainer.study.schedule import due_of


def say(*words: object) -> None:
    """Print a line in one write, so that it is there whole or not at all."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def go_on(session: Session, dice: random.Random) -> None:
    """Take any step of the open page, or move along the way."""
    turn = session.turn
    chance = dice.random()
    if turn.fork and turn.fork.forecast is None:
        session.forecast(turn.node, (60, 40))
    elif chance < 0.15 and session.state.behind:
        session.back()
    elif chance < 0.25:
        session.undo()
    elif chance < 0.3:
        session.redo()
    elif chance < 0.35:
        card = session.study.ask(CardId("how-many"), dice)
        say("answered", session.study.grade(card, dice.choice(list(Rating))).id)
        if dice.random() < 0.3:
            say("undone", session.study.undo().id)
    elif chance < 0.4:
        session.keep_place(f"{dice.randrange(9)}:{dice.randrange(9)}")
    elif turn.ending:
        session.walk(session.pack.manifest.start)
    else:
        session.choose(dice.choice([offer.choice for offer in turn.offers if offer.open]))


def read_on(pack: Pack, data: Path, dice: random.Random) -> None:
    """Read for ever."""
    say("reader", os.getpid())
    store = open_store(data)
    runs = store.runs(pack.id)
    session = Session.resume(pack, store, runs[0]) if runs else Session.begin(pack, store)
    while session.kept:
        say(session.path.head.key, session.state.node)
        go_on(session, dice)


def main() -> None:
    """Send a reader out for each seed; at the next line say how it died."""
    data, folder = map(Path, sys.argv[1:])
    # The scheduler is imported once, for all of them.
    due_of([])
    pack = open_pack(folder)
    for seed in sys.stdin:
        reader = os.fork()
        if reader == 0:
            try:
                read_on(pack, data, random.Random(int(seed)))
            except Exception as error:
                say("failed", repr(error))
            os._exit(1)
        # Not waited for until it was killed: till then its number is nobody else's.
        sys.stdin.readline()
        _, status = os.waitpid(reader, 0)
        say("dead", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
