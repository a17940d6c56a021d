"""The --witness option of ``play`` and ``read``: a finding of ``check``, opened where a reader meets it."""

from __future__ import annotations

import argparse
import contextlib
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explainer.cli.exit_codes import ExitCode
from explainer.cli.invocation import command
from explainer.cli.packs_option import pack_folder, pack_words
from explainer.cli.result import CommandResult
from explainer.errors import StepError, StoreError
from explainer.model.plural import counted
from explainer.prose.full_stop import as_sentence

if TYPE_CHECKING:
    from explainer.model.pack import Pack
    from explainer.proof.follow import Followed
    from explainer.proof.witness import Witness
    from explainer.session import Session
    from explainer.settings import Settings

NOTHING_KEPT = "This reading shows a finding of check; nothing of it is kept."
"""Said before anything else."""

ON_THE_TITLE_PAGE = "Nothing is kept now. To keep what you read, start again without --witness."
"""Said on the title page, from where a reading would be kept at other times."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding that can be shown."""

    session: Session
    """The reading that has come to it; it is not kept."""
    end: str = ""
    """What comes of the last move, if that leads to no page."""


def add_witness(parser: argparse.ArgumentParser) -> None:
    """Add the option."""
    parser.add_argument(
        "--witness",
        metavar="MOVES",
        help="open the pack where a finding of check is met, by the way that check prints with it; "
        "nothing of such a reading is kept",
    )


def shown(options: argparse.Namespace) -> Shown | CommandResult:
    """The finding that a witness leads to, or why none can be shown.

    Raises:
        PackNotFound: there is no such pack.
        PackInvalid: it has errors that keep it from opening.
    """
    from explainer.packs.open import open_pack
    from explainer.packs.report import did_you_mean
    from explainer.proof.follow import follow
    from explainer.proof.witness import Witness
    from explainer.session import Session
    from explainer.store.paths import cache_folder

    try:
        witness = Witness.parse(options.witness)
    except StepError as error:
        hint = "Copy it as explainer check prints it: --witness 'page move move …'."
        return CommandResult(ExitCode.USAGE, talk=f"{error} {hint}")
    pack = open_pack(pack_folder(options), cache_folder(options.data_dir))
    for page in witness.pages:
        if page not in pack.nodes:
            hint = did_you_mean(page, pack.nodes) or _check(options)
            return CommandResult(ExitCode.USAGE, talk=f"There is no page '{page}' in this pack. {hint}")
    followed = follow(pack, witness)
    walked = len(followed.steps) - 1
    # The last move may be just what was found: a circle.
    if walked < 0 or (followed.refused and not (followed.circle and walked == len(witness.moves) - 1)):
        return CommandResult(ExitCode.FINDINGS, talk=_refusal(options, pack, witness, followed))
    session = Session.along(pack, witness.start, followed.steps[1:])
    session.tell(NOTHING_KEPT)
    return Shown(session, _end(pack, followed))


def _refusal(options: argparse.Namespace, pack: Pack, witness: Witness, followed: Followed) -> str:
    """How far it went, what is not open there, and what to do."""
    last = f"Nothing was kept. {_check(options)}"
    title = pack.nodes[followed.page or witness.start].title
    if not followed.steps:
        return f"No reader can begin on “{title}”. {as_sentence(followed.reason)} {last}"
    walked, moves = len(followed.steps) - 1, counted(len(witness.moves), "move")
    far = f"The witness can be walked only as far as “{title}”: {walked} of {moves}."
    stop = f"There '{witness.moves[walked]}' is not open: {as_sentence(followed.reason)}"
    return f"{far} {stop} The pack may have been changed since. {last}"


def _end(pack: Pack, followed: Followed) -> str:
    if followed.refused is None:
        return ""
    from explainer.proof.witness import step_in_words

    move = step_in_words(pack, followed.refused)
    return f"The last move is {move}. {as_sentence(followed.reason)} You stand before it."


def _check(options: argparse.Namespace) -> str:
    return f"See what is found now with: {command()} {shlex.join(('check', *pack_words(options)))}"


@contextlib.contextmanager
def settings_only(options: argparse.Namespace, session: Session) -> Iterator[Settings]:
    """How the reader wants it, for a reading that is not kept; without progress that can't be read.

    What must be told of the settings is told with the first page.
    """
    from explainer.cli.progress import kept_progress, settings_of

    with contextlib.ExitStack() as stack:
        store = None
        with contextlib.suppress(StoreError):
            store = stack.enter_context(kept_progress(options))
        settings = settings_of(options, store)
        for notice in filter(None, (store.notice if store else "", *settings.file.findings)):
            session.tell(notice)
        yield settings
