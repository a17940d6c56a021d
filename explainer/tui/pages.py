"""How pages, answers and lists look: from a ``Turn`` or an ``Answer`` to set lines."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.style import Style

from explainer.model.claim import Claim
from explainer.model.ids import TermId
from explainer.model.pack import Pack
from explainer.model.people import Term
from explainer.model.plural import counted
from explainer.prose.width import cell_width
from explainer.story.answers import Answer, in_dispute, outcome_words
from explainer.story.roads import ROAD, ROAD_NOT_TAKEN, road_word
from explainer.story.state import StoryState
from explainer.story.turn import ForkTurn, Offer, OfferMark, Turn
from explainer.tui.layout import Setting, set_blocks
from explainer.tui.lines import BLANK, INK_SOFT, Line, set_content
from explainer.tui.signs import signs
from explainer.tui.words import Target, Words, clickable, words

GAPS = {"compact": 0, "normal": 1, "airy": 2}
"""For each density the empty lines between paragraphs."""


def offer_mark(mark: OfferMark, *, road: bool = False) -> tuple[str, str]:
    """The sign and word of where a choice leads, and their role; what is new of a road needs no word."""
    if road:
        word = road_word(mark, road=True) if mark is OfferMark.READ else ROAD
        return f"{signs().road} {word}", "$mark-disputed"
    sign = {OfferMark.NEW: signs().new, OfferMark.READ: signs().read, OfferMark.FORK: signs().fork}[mark]
    return f"{sign} {mark}", f"$mark-{mark}"


def page_lines(
    pack: Pack, state: StoryState, turn: Turn, width: int, *, dateline: bool, density: str = "normal"
) -> list[Line]:
    """A page: its title, what must be said of it, its text, its fork."""
    gap = GAPS[density]
    setting = Setting(turn.number_of, lambda key: _term_id(pack, key), gap)
    lines = [Line(BLANK, 0)] * gap + set_content(words(turn.title, "bold"), width, 0)
    if dateline:
        where = f" · {turn.place.name}" if turn.place else ""
        lines += set_content(words(turn.when + where, INK_SOFT), width, 0)
    for index, notice in enumerate(turn.notices):
        sign, role = (f"{signs().road} ", "$mark-disputed") if turn.road else ("", "$notice")
        lines += set_content(words(notice, INK_SOFT) if index else words(sign + notice, role), width, 0)
    lines += [Line(BLANK, 0)] * max(1, (gap if dateline or turn.notices else 2 * gap))
    for fork_id in pack.told_by.get(turn.node, ()):
        fork = pack.nodes[fork_id].fork
        if fork and fork.resolution == turn.node:
            said = outcome_words(fork, state.forecasts.get(fork_id))
            lines += [*set_content(words(said, "italic"), width, 0), Line(BLANK, 0)]
    lines += set_blocks(turn.blocks, width, setting, 1)
    if turn.fork:
        lines.append(Line(BLANK, len(turn.blocks)))
        lines += _fork(pack, turn.fork, width, setting, len(turn.blocks) + 1)
    return lines


def _term_id(pack: Pack, key: str) -> TermId | None:
    term = pack.find_term(key)
    return term.id if term else None


def _fork(pack: Pack, fork: ForkTurn, width: int, setting: Setting, index: int) -> list[Line]:
    decider = f"To be decided by: {fork.decider}" if fork.decider else ""
    lines = set_content(words(fork.fork.question, "bold $accent"), width, index)
    if decider:
        lines += set_content(words(decider, INK_SOFT), width, index)
    for number, (option, (pro, con)) in enumerate(zip(fork.fork.options, fork.arguments, strict=True), 1):
        index += 1
        lines.append(Line(BLANK, index - 1))
        points = f"   {fork.forecast[number - 1]} of 100" if fork.forecast else ""
        label = Words().add(option.label, "bold").add(points, "$accent").content()
        lines += set_content(label, width, index, 3, words(f"{_letter(number)}  ", "$accent bold"))
        if option.favoured_by:
            names = ", ".join(pack.who(name) for name in option.favoured_by)
            lines += set_content(words(f"Favoured by {names}", INK_SOFT), width, index, 3, words("   "))
        for sign, blocks in (("+", pro), ("−", con)):
            for offset, line in enumerate(set_blocks(blocks, width - 5, setting)):
                lead = words(f"   {sign} ", INK_SOFT) if offset == 0 else words("     ")
                lines.append(Line(lead + line.content, index, line.flows))
    return lines


def _letter(number: int) -> str:
    return chr(ord("A") + number - 1) if number <= 26 else str(number)


# ---------------------------------------------------------------- choices


def offer_lines(offer: Offer, width: int, index: int, *, chosen: bool) -> list[Line]:
    """A choice: its number, its words, and at the right where it leads."""
    mark, role = offer_mark(offer.mark, road=offer.road)
    if not offer.open:
        mark, role = "locked", INK_SOFT
    lead = Words().add("› " if chosen else "  ", "$accent").add(f"{offer.number:<3}", "$accent").content()
    room = width - 5 - max(9, cell_width(mark) + 1)
    lines = set_content(words(offer.text, "" if offer.open else INK_SOFT), 5 + max(8, room), index, 5, lead)
    first = lines[0].content
    gap = width - cell_width(first.plain) - cell_width(mark)
    if gap > 0:
        lines[0] = Line(first + words(" " * gap) + words(mark, role), index, lines[0].flows)
    if not offer.open:
        lines += set_content(words(offer.reason, f"{INK_SOFT} italic"), 5 + max(8, room), index, 5)
    return [_clickable(line, offer.number, width) for line in lines]


def _clickable(line: Line, number: int, width: int) -> Line:
    padded = line.content.pad_right(max(0, width - cell_width(line.content.plain)))
    return Line(padded.stylize(clickable(Target("offer", str(number)))), line.block, line.flows)


def end_lines(turn: Turn, width: int, title: str, back: str) -> list[Line]:
    """What is said under a page without choices, with the keys of both ways out."""
    end = f"The end. {title[:1].upper()}{title[1:]} leads to the title page, {back} back."
    text = end if turn.ending else f"{back} leads back."
    return set_content(words(text, INK_SOFT), width, 0)


# ---------------------------------------------------------------- beside the page


def head_line(title: str, turn: Turn, width: int) -> Line:
    """The running head: what is read, when and where, how far; the least needed goes first."""
    count = f"{turn.pages_read} of {turn.pages}"
    road = f"{signs().road} {ROAD_NOT_TAKEN}" if turn.road else ""
    place = f"{turn.when} · {turn.place.name} · " if turn.place else f"{turn.when} · "
    for left, right in (
        (" ▸ ".join(filter(None, (title, turn.chapter))), place + count),
        (turn.chapter or title, place + count),
        (turn.chapter or title, f"{turn.when} · {count}"),
        (turn.chapter or title, count),
    ):
        between = "   " if road else ""
        gap = width - cell_width(left) - cell_width(between + road) - cell_width(right)
        if gap >= 2:
            built = Words().add(left, INK_SOFT, _doing("story"))
            built.add(between).add(road, "$mark-disputed").add(" " * gap)
            return Line(built.add(right, INK_SOFT, _doing("progress")).content(), 0)
    # Of a road it is rather said that it is one than where it belongs.
    said = words(road, "$mark-disputed") if road else words(turn.chapter or title, INK_SOFT)
    return set_content(said, width, 0)[0]


def panel_lines(turn: Turn, width: int, yours: Sequence[str] = (), asked: Sequence[str] = ()) -> list[Line]:
    """Beside the page: where, which claims, which terms, how far, what is kept of it and asked on it."""
    lines: list[Line] = []
    here = [words(turn.place.name, _doing("map"))] if turn.place else []
    _section(lines, "Here", [*here, words(turn.when, _doing("timeline"))], width)
    if turn.claims:
        _claims(lines, turn, width)
    if turn.terms:
        _terms(lines, turn.terms, width)
    if turn.voices:
        _section(lines, "Heard here", [words(actor.brief) for actor in turn.voices], width)
    left = sum(not item.opened for item in turn.claims)
    you = [words(f"{turn.pages_read} of {turn.pages} pages read", _doing("progress"))]
    you.append(words(f"{turn.voices_heard} of {turn.voices_all} voices heard", _doing("positions")))
    if left:
        opening = clickable(Target("action", "claims"))
        you.append(words(f"{counted(left, 'claim')} here not opened", opening))
    you += [words(text, _doing("notes")) for text in yours]
    you += [words(text, clickable(Target("action", "review"))) for text in asked]
    _section(lines, "You", you, width)
    return lines


def _doing(room: str) -> Style:
    """What a click does that enters a room."""
    return clickable(Target("action", f"room('{room}')"))


def _heading(lines: list[Line], text: str) -> None:
    if lines:
        lines.append(Line(BLANK, 0))
    lines.append(Line(words(text.upper(), f"{INK_SOFT} bold"), 0))


def _section(lines: list[Line], title: str, rows: Sequence[Content], width: int) -> None:
    _heading(lines, title)
    for row in rows:
        lines += set_content(row, width, 0)


def _claims(lines: list[Line], turn: Turn, width: int) -> None:
    _heading(lines, "Rests on")
    for item in turn.claims:
        lines += _claim_row(item.number, item.claim, width, opened=item.opened)


def _claim_row(number: int, claim: Claim, width: int, *, opened: bool = False) -> list[Line]:
    """A claim by its number: its heading, and whether it is disputed or was opened."""
    built = Words().add(claim.heading())
    if claim.disputed:
        built.add(" ").add(f"{signs().disputed} {in_dispute(claim)}".replace(" ", "\u00a0"), "$mark-disputed")
    elif opened:
        built.add(f"\u00a0{signs().read}", "$mark-read")
    lead = words(f"{number:>2} ", "$accent")
    meaning = clickable(Target("claim", claim.id))
    row = set_content(built.content(), width, 0, 3, lead)
    return [Line(line.content.stylize(meaning), 0) for line in row]


def _terms(lines: list[Line], terms: Sequence[Term], width: int) -> None:
    _heading(lines, "Words")
    built = Words()
    for index, term in enumerate(terms):
        if index:
            built.add(" · ", INK_SOFT)
        built.add(term.term.replace(" ", "\u00a0"), clickable(Target("term", term.id)))
    lines += set_content(built.content(), width, 0)


# ---------------------------------------------------------------- answers


def answer_lines(answer: Answer, width: int, *, numbered: bool = True) -> list[Line]:
    """An answer: title, lead, words, then the details by labels; ``numbered``: its pages have keys."""
    return [line for piece in answer_pieces(answer, width, numbered=numbered) for line in piece]


def answer_pieces(answer: Answer, width: int, *, numbered: bool = True) -> list[list[Line]]:
    """The same in pieces: its head with its words, each part under its label, and the rest."""
    setting = Setting(answer.number_of, lambda _key: None)
    lines = set_content(words(answer.title, "bold"), width, 0)
    if answer.lead:
        role = "$mark-disputed" if answer.disputed or answer.road else INK_SOFT
        sign = f"{signs().disputed} " if answer.disputed else f"{signs().road} " if answer.road else ""
        lines += set_content(words(sign + answer.lead, role), width, 0)
    if answer.blocks:
        lines += [Line(BLANK, 0), *set_blocks(answer.blocks, width, setting)]
    pieces = [lines]
    for part in answer.parts:
        label = set_content(words(part.label, f"{INK_SOFT} bold"), width, 0)
        pieces.append([Line(BLANK, 0), *label, *set_blocks(part.blocks, width, setting)])
    return [*pieces, _rest(answer, width, numbered=numbered)]


def _rest(answer: Answer, width: int, *, numbered: bool) -> list[Line]:
    """What an answer rests on, its details, the pages it leads to."""
    lines: list[Line] = []
    if answer.cited:
        lines += [Line(BLANK, 0), *set_content(words("Rests on", f"{INK_SOFT} bold"), width, 0)]
    for item in answer.cited:
        lines += _claim_row(item.number, item.claim, width)
    for detail in answer.details:
        lines.append(Line(BLANK, 0))
        lines += set_content(words(detail.label, f"{INK_SOFT} bold"), width, 0)
        for text in detail.lines:
            mark = len(detail.lines) > 1
            lines += set_content(
                words(text), width, 0, 2 if mark else 0, words("– ", INK_SOFT) if mark else None
            )
    return [*lines, *_doors(answer, width, numbered=numbered)]


def _doors(answer: Answer, width: int, *, numbered: bool) -> list[Line]:
    """The pages an answer leads to, the first nine by number."""
    if not answer.doors:
        return []
    lines = [Line(BLANK, 0), *set_content(words("Pages", f"{INK_SOFT} bold"), width, 0)]
    marks = [
        offer_mark(OfferMark.READ if door.read else OfferMark.NEW, road=door.road) for door in answer.doors
    ]
    # Signs stand under each other.
    widest = max(cell_width(mark) for mark, _ in marks)
    for number, (door, (mark, role)) in enumerate(zip(answer.doors, marks, strict=True), 1):
        mark = mark.ljust(widest)
        lead = words(f"{number}  " if number < 10 else "   ", "$accent") if numbered else None
        indent = 3 if numbered else 0
        row = set_content(words(door.text), max(10, width - cell_width(mark) - 2), 0, indent, lead)
        first = row[0].content
        gap = width - cell_width(first.plain) - cell_width(mark)
        row[0] = Line(first + words(" " * max(1, gap)) + words(mark, role), 0)
        meaning = clickable(Target("node", door.node))
        lines += [Line(line.content.stylize(meaning), 0, line.flows) for line in row]
    return lines
