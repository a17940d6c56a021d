"""What a typed line means: every verb, forgivingly, and never more than the story has reached."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.model import condition as c
from explainer.model.ids import ActorId, NodeId, PlaceId, QuestionId, TermId
from explainer.model.node import Divert, NodeKind
from explainer.model.pack import Pack
from explainer.model.people import Actor, Place, Question, Term
from explainer.model.prose import NO_PROSE
from explainer.prose.clean import REFUSED
from explainer.story.engine import apply, closed_fork, shown_passages, start
from explainer.story.state import StoryState
from explainer.story.steps import MakeForecast, Step, Walk
from explainer.story.turn import view
from explainer.verbs import nouns
from explainer.verbs.commands import (
    AskActor,
    Command,
    CompareActors,
    DefineTerm,
    EnterRoom,
    GiveForecast,
    GiveHint,
    GoBack,
    GoForward,
    GoTo,
    GoToTitle,
    Look,
    NotUnderstood,
    Quit,
    RedoMove,
    ShowClaim,
    ShowHelp,
    TakeOffer,
    UndoMove,
)
from explainer.verbs.completion import complete
from explainer.verbs.parse import _MEANINGS, Scene, parse
from explainer.verbs.points import even, nearest_sureness, spread, sureness_in_words
from explainer.verbs.vocabulary import SHORT_FORM, SURENESS, VERBS
from tests.strategies import choice, day, examples, fork, node, pack_from, pack_of, prose
from tests.strategies_plays import play, plays
from tests.strategies_prose import typed_lines

RUSSIA, SERBIA, CHURCH, BOSNIA = (ActorId(name) for name in ("russia", "serbia", "church", "bosnia"))
STATUS, LAW = QuestionId("status"), QuestionId("law")
SQUARE, HOME, FORK, PLAN, LATER = (NodeId(name) for name in ("square", "home", "fork", "plan", "later"))


def a_pack() -> Pack:
    """People, places and pages whose names are hard to type."""
    ways = [
        choice("home", text="Go home"),
        choice("fork", text="Ask the ambassador why more talks"),
        choice("plan", text="Read what resolution 1244 actually says"),
        choice("later", text="Wait for spring", when=c.OnOrAfter(day(90)), locked="It is still winter."),
        choice("home", "leave", text="Leave"),
        choice("home", "look", text="Look again"),
    ]
    pack = pack_of(
        [
            node("square", "So. [@claim-a] And. [@claim-b] [[tally]]", ways, place=PlaceId("pristina")),
            node("home", "Quiet.", aliases=("the hotel",)),
            node("fork", fork=fork("told", "road", options=3)),
            node("told", kind=NodeKind.DOCUMENT),
            node("road"),
            node("plan", kind=NodeKind.DOCUMENT, title="The Ahtisaari plan", aliases=("S/2007/168/Add.1",)),
            node("later", kind=NodeKind.DOCUMENT, title="The declaration", date=day(60)),
            node("secret", title="A secret page", choices=[choice("home")]),
            node("hall", title="The hall"),
            node("dispatch", title="Dispatch", diverts=(Divert(HOME),), kind=NodeKind.DOCUMENT),
        ]
    )
    people = [
        Actor(RUSSIA, "Russia", "state", NO_PROSE, short="Moscow", aliases=("Russian Federation",)),
        Actor(
            SERBIA,
            "The government of Serbia",
            "government",
            NO_PROSE,
            short="Belgrade",
            aliases=("Koštunica",),
        ),
        Actor(ActorId("usa"), "The United States", "state", NO_PROSE),
        Actor(ActorId("uk"), "The United Kingdom", "state", NO_PROSE),
        Actor(CHURCH, "The Serbian Orthodox Church", "institution", NO_PROSE),
        Actor(BOSNIA, "Bosnia and Herzegovina", "state", NO_PROSE, node=NodeId("hall")),
    ]
    questions = [
        Question(STATUS, "What of the status?", "Final status", ("independence",)),
        Question(LAW, "Does resolution 1244 permit it?", "Resolution 1244", ("the law",)),
    ]
    place = Place(PlaceId("pristina"), "Pristina", names=(("sq", "Prishtinë"), ("sr", "Priština")))
    terms = [Term(TermId("tally"), "tally", NO_PROSE), Term(TermId("veto"), "Veto power", NO_PROSE)]
    return dataclasses.replace(
        pack,
        actors={actor.id: actor for actor in people},
        questions={question.id: question for question in questions},
        places={place.id: place},
        terms={term.id: term for term in terms},
        positions={
            (SERBIA, STATUS): dataclasses.replace(pack.positions[ActorId("russia"), STATUS], actor=SERBIA)
        },
    )


PACK = a_pack()


def scene(*steps: Step) -> Scene:
    state = start(PACK)
    for step in steps:
        state = apply(PACK, state, step)
    return Scene(PACK, state, view(PACK, state))


HERE, AT_FORK = scene(), scene(Walk(FORK))


def message(line: str, where: Scene = HERE) -> str:
    """What is said to a line that is not understood."""
    command = parse(line, where)
    assert isinstance(command, NotUnderstood), command
    return command.message


# ---------------------------------------------------------------- verbs

ALONE: dict[str, Command] = {
    "look": Look(),
    "back": GoBack(),
    "forward": GoForward(),
    "ask": AskActor(),
    "claim": ShowClaim(),
    "define": DefineTerm(),
    "positions": EnterRoom("positions"),
    "undo": UndoMove(),
    "redo": RedoMove(),
    "path": EnterRoom("path"),
    "progress": EnterRoom("progress"),
    "hint": GiveHint(),
    "title": GoToTitle(),
    "help": ShowHelp(),
    "quit": Quit(),
}
"""Verbs that mean something said alone, wherever the reader is."""


def test_every_verb_has_a_meaning_and_every_meaning_a_verb() -> None:
    assert {verb.name for verb in VERBS} == set(_MEANINGS)
    assert set(ALONE) < set(_MEANINGS)
    words = [word for verb in VERBS for word in (verb.name, *verb.aliases)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("name", ALONE)
def test_a_verb_is_known_by_each_of_its_names_in_any_case(name: str) -> None:
    verb = next(verb for verb in VERBS if verb.name == name)
    for word in (verb.name, *verb.aliases):
        for line in (word, word.upper(), word.title(), f"  {word} ", f"{word}."):
            if line.strip() != "?.":
                assert parse(line, HERE) == ALONE[name], line


def test_every_verb_is_known_where_it_can_be_said() -> None:
    assert parse("go prishtinë", HERE) == GoTo(SQUARE)
    assert parse("read ahtisaari", HERE) == GoTo(PLAN)
    assert parse("compare moscow and belgrade", HERE) == CompareActors(RUSSIA, SERBIA)
    assert parse("forecast 60 30 10", AT_FORK) == GiveForecast((60, 30, 10))
    assert parse("skip", AT_FORK) == GiveForecast(())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", Look()),
        ("   ", Look()),
        ("loo", Look()),
        ("bac", GoBack()),
        ("forw", GoForward()),
        ("prog", EnterRoom("progress")),
        ("lookk", Look()),
        ("loko", Look()),
        ("progess", EnterRoom("progress")),
        ("qiut", Quit()),
        ("hlep", ShowHelp()),
        ("positons", EnterRoom("positions")),
        ("look again", TakeOffer(6)),
        ("back please", GoBack()),
        ("go back", GoBack()),
        ("Go Forward", GoForward()),
        ("\tb\u200b\x1b", GoBack()),
        ("l\u00f6\u00f6k", Look()),
    ],
)
def test_beginnings_and_slips_of_verbs_are_forgiven(line: str, expected: Command) -> None:
    assert parse(line, HERE) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("?", ShowHelp()),
        ("help", ShowHelp()),
        ("help ask", ShowHelp("ask")),
        ("? ask", ShowHelp("ask")),
        ("?ask", ShowHelp("ask")),
        ("help a", ShowHelp("ask")),
        ("help read again", ShowHelp("look")),
        ("help forecats", ShowHelp("forecast")),
    ],
)
def test_help_is_given_on_any_verb(line: str, expected: Command) -> None:
    assert parse(line, HERE) == expected


def test_what_is_no_verb_is_told_with_what_it_may_have_been() -> None:
    assert "“xyzzy”" in message("xyzzy")
    assert "help" in message("xyzzy")
    assert "“xyzzy”" in message("help xyzzy")
    assert "Did you mean look?" in message("lok")
    assert "look" in message("lookup the word")
    several = message("re the")
    assert "read" in several
    assert "redo" in several


def test_a_line_is_given_back_cleaned_and_short() -> None:
    told = message("xy\x1b[31m\u202e" + "z" * 500)
    assert REFUSED.search(told) is None
    assert len(told) < 150


# ---------------------------------------------------------------- choices


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("1", 1), ("#2", 2), ("3.", 3), (" 4 ", 4), ("٢", 2), ("０１", 1),
        ("go home", 1), ("GO  HOME", 1),
        ("Ask the ambassador why more talks", 2), ("ask the ambassador", 2), ("more talks", 2),
        ("ambassador", 2),
        ("Read what resolution 1244 actually says", 3), ("actually says", 3), ("read what resolution", 3),
        ("read what", 3),
        ("wait for spring", 4), ("leave", 5), ("LEAVE!", 5), ("Look again", 6),
    ],
)  # fmt: skip
def test_a_choice_is_taken_by_its_number_or_its_words(line: str, number: int) -> None:
    assert parse(line, HERE) == TakeOffer(number)


@pytest.mark.parametrize("line", ["0", "7", "#9", "99", "1000", "123456789"])
def test_a_number_that_no_choice_has_is_told(line: str) -> None:
    assert "go from 1 to 6" in message(line)
    assert message(line, scene(Walk(HOME))) == "This page offers no choices. Type back, or title."


@pytest.mark.parametrize("line", ["lea", "ho", "t", "why", "home now"])
def test_a_word_or_two_that_may_mean_anything_are_no_choice(line: str) -> None:
    assert not isinstance(parse(line, HERE), TakeOffer)


def test_words_of_two_choices_are_neither() -> None:
    ways = [choice("q", "a", text="Ask the mayor"), choice("q", "b", text="Ask the mayor again")]
    twice = pack_of([node("p", choices=ways), node("q")])
    state = start(twice)
    here = Scene(twice, state, view(twice, state))
    assert parse("ask the mayor", here) == TakeOffer(1)
    assert parse("the mayor again", here) == TakeOffer(2)
    assert parse("ask the may", here) == AskActor(ActorId("mayor"))


def test_a_verb_alone_is_never_taken_for_a_choice() -> None:
    words = ["Back", "Quit", "Help", "Look"]
    pack = pack_of(
        [node("p", choices=[choice("q", f"c{i}", text=text) for i, text in enumerate(words)]), node("q")]
    )
    here = Scene(pack, start(pack), view(pack, start(pack)))
    assert [parse(word, here) for word in words] == [GoBack(), Quit(), ShowHelp(), Look()]


# ---------------------------------------------------------------- going and reading


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("go pristina", SQUARE), ("go prishtine", SQUARE), ("walk to Priština", SQUARE),
        ("visit prish", SQUARE),
        ("go to the hotel", HOME), ("go hotel", HOME), ("meet bosnia", NodeId("hall")),
        ("go prisstina", SQUARE),
    ],
)  # fmt: skip
def test_going_leads_to_places_people_and_pages_that_were_read(line: str, expected: NodeId) -> None:
    assert parse(line, scene(Walk(HOME), Walk(SQUARE))) == GoTo(expected)


@pytest.mark.parametrize("line", ["go secret page", "go zanzibar", "go declaration", "go road"])
def test_going_leads_nowhere_else(line: str) -> None:
    assert isinstance(parse(line, HERE), NotUnderstood)


def test_going_without_a_place_names_those_there_are() -> None:
    told = message("go")
    assert "Pristina" in told or "Square" in told
    assert "hall" in told.lower() or "Bosnia" in told
    assert "secret" not in told


def test_where_there_is_nowhere_to_go_that_is_said() -> None:
    future = pack_of([node("p", date=day(9))])
    state = start(future)
    assert message("go", Scene(future, state, view(future, state))) == "There is nowhere to go yet."


@pytest.mark.parametrize("line", ["read the ahtisaari plan", "read s/2007/168", "open plan", "read ahtisari"])
def test_a_document_is_read_by_any_of_its_names(line: str) -> None:
    assert parse(line, HERE) == GoTo(PLAN)


def test_only_documents_that_exist_by_then_are_named_or_read() -> None:
    assert message("read") == "Read what? There are: The Ahtisaari plan."
    for line in ("read the declaration", "read told", "read dispatch", "read secret page"):
        assert isinstance(parse(line, HERE), NotUnderstood)
        assert "declaration" not in message("read declar")
    late = dataclasses.replace(HERE.state, today=day(61))
    assert parse("read the declaration", Scene(PACK, late, view(PACK, late))) == GoTo(LATER)
    forecast = scene(MakeForecast(FORK, ()))
    assert parse("read told", forecast) == GoTo(NodeId("told"))
    nothing = pack_of([node("p")])
    state = start(nothing)
    assert message("read", Scene(nothing, state, view(nothing, state))) == "There are no documents here."


# ---------------------------------------------------------------- voices


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ask", AskActor()),
        ("ask russia", AskActor(RUSSIA)),
        ("ask the russian federation", AskActor(RUSSIA)),
        ("asks russa", AskActor(RUSSIA)),
        ("ask moskow about staus", AskActor(RUSSIA, STATUS)),
        ("a kostunica about independence", AskActor(SERBIA, STATUS)),
        ("hear Koštunica on 2", AskActor(SERBIA, LAW)),
        ("ask russia regarding the law", AskActor(RUSSIA, LAW)),
        ("ask government of serbia", AskActor(SERBIA)),
        ("ask the government of serbia about the final status", AskActor(SERBIA, STATUS)),
        ("ask bosnia and herzegovina about 1244", AskActor(BOSNIA, LAW)),
        ("ask church re status", AskActor(CHURCH, STATUS)),
        ("who is kostunica", AskActor(SERBIA)),
    ],
)
def test_somebody_is_asked(line: str, expected: Command) -> None:
    assert parse(line, HERE) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("compare russia and serbia", CompareActors(RUSSIA, SERBIA)),
        ("compare russia with kostunica on status", CompareActors(RUSSIA, SERBIA, STATUS)),
        ("compare moscow, belgrade about 2", CompareActors(RUSSIA, SERBIA, LAW)),
        ("compare russia vs belgrade", CompareActors(RUSSIA, SERBIA)),
        ("versus russia & church", CompareActors(RUSSIA, CHURCH)),
        ("compare bosnia and herzegovina and russia on status", CompareActors(BOSNIA, RUSSIA, STATUS)),
        (
            "compare the government of serbia to the church on independence",
            CompareActors(SERBIA, CHURCH, STATUS),
        ),
        ("compare russia/the government of serbia", CompareActors(RUSSIA, SERBIA)),
    ],
)
def test_two_are_put_side_by_side(line: str, expected: Command) -> None:
    assert parse(line, HERE) == expected


@pytest.mark.parametrize(
    ("line", "has"),
    [
        ("ask zanzibar", ["“zanzibar”"]),
        ("ask zanzibar about status", ["“zanzibar”"]),
        ("ask united", ["the United States", "the United Kingdom", "Which voice"]),
        ("ask the united about status", ["the United States", "the United Kingdom"]),
        ("ask russia about cheese", ["“cheese”", "Final status", "Resolution 1244"]),
        ("ask russia about 9", ["“9”", "Final status"]),
        ("ask russia and serbia about status", ["“russia and serbia”"]),
        ("compare", ["compare ACTOR and ACTOR"]),
        ("compare russia", ["compare ACTOR and ACTOR"]),
        ("compare russia and", ["compare ACTOR and ACTOR"]),
        ("compare russia and zanzibar", ["“zanzibar”"]),
        ("compare zanzibar and russia on status", ["“zanzibar”"]),
        ("compare russia and serbia on cheese", ["“cheese”"]),
        ("compare russia, serbia and church on status", ["“"]),
        ("define cheese", ["“cheese”"]),
    ],
)
def test_a_name_that_fits_nobody_or_several_is_told(line: str, has: list[str]) -> None:
    told = message(line)
    assert [words for words in has if words not in told] == []


def test_the_nearest_name_is_offered() -> None:
    # Too far from it to be taken for it.
    assert message("define veta power") == "I know no term “veta power”. Did you mean Veto power?"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("positions", EnterRoom("positions")),
        ("positions on independence", EnterRoom("positions", "on independence")),
        ("p 1", EnterRoom("positions", "1")),
        ("stances 1244", EnterRoom("positions", "1244")),
        ("define", DefineTerm()),
        ("define veto", DefineTerm(TermId("veto"))),
        ("explain vteo", DefineTerm(TermId("veto"))),
        ("d TALLY", DefineTerm(TermId("tally"))),
        ("what is the veto power?", DefineTerm(TermId("veto"))),
        ("claim", ShowClaim()),
        ("claims", ShowClaim()),
        ("claim 2", ShowClaim(2)),
        ("c #1", ShowClaim(1)),
        ("evidence 2.", ShowClaim(2)),
        ("claim [1]", ShowClaim(1)),
    ],
)
def test_claims_words_and_positions_are_shown(line: str, expected: Command) -> None:
    assert parse(line, HERE) == expected


@pytest.mark.parametrize("line", ["claim 0", "claim 3", "claim 999", "claim 1000000", "claim x"])
def test_a_claim_that_the_page_does_not_have_is_told(line: str) -> None:
    assert "go from 1 to 2" in message(line)
    assert message(line, scene(Walk(HOME))) == "This page rests on no claims."


# ---------------------------------------------------------------- forecasts


@pytest.mark.parametrize(
    ("line", "points"),
    [
        ("forecast 60 30 10", (60, 30, 10)),
        ("forecast 60% 30% 10%", (60, 30, 10)),
        ("forecast 60, 30, 10", (60, 30, 10)),
        ("forecast 60/30/10", (60, 30, 10)),
        ("forecast 60-30-10", (60, 30, 10)),
        ("forecast 60 - 30 - 10", (60, 30, 10)),
        ("bet 100 0 0", (100, 0, 0)),
        ("predict 034 033 033", (34, 33, 33)),
        ("forecast 2 likely", (13, 75, 12)),
        ("forecast 2", (13, 75, 12)),
        ("forecast likely 2", (13, 75, 12)),
        ("forecast 1 very likely", (90, 5, 5)),
        ("forecast 3 almost certain", (3, 2, 95)),
        ("forecast 3 CERTAIN", (2, 1, 97)),
        ("forecast 1 even", (50, 25, 25)),
        ("forecast 1 unlikely", (25, 38, 37)),
        ("forecast 1 probabel", (70, 15, 15)),
        ("forecst 1 likely", (75, 13, 12)),
        ("skip", ()),
    ],
)
def test_a_forecast_is_given_in_points_or_in_words(line: str, points: tuple[int, ...]) -> None:
    assert parse(line, AT_FORK) == GiveForecast(points)


@pytest.mark.parametrize(
    ("line", "has"),
    [
        ("forecast", "How likely is each of the 3 options?"),
        ("forecast 60 30 20", "must add up to 100; these make 110"),
        ("forecast 0 0 0", "these make 0"),
        ("forecast 60 40", "There are 3 options"),
        ("forecast 60 30 5 5", "There are 3 options"),
        ("forecast 33.3 33.3 33.4", "There are 3 options"),
        ("forecast -60 30 10", "less than 0"),
        ("forecast 110 -5 -5", "less than 0"),
        ("forecast 110 −5 −5", "less than 0"),
        ("forecast 4 likely", "There are 3 options"),
        ("forecast 0 likely", "There are 3 options"),
        ("forecast likely", "There are 3 options"),
        ("forecast 2 zebra", "How sure is “zebra”?"),
        ("forecast 2 very", "How sure is “very”?"),
        ("forecast 999999999999 1 1", "must add up to 100"),
        ("forecast " + "9" * 5000, "There are 3 options"),
        ("forecast 00000000000002 likely", "There are 3 options"),
        ("forecast zebra", "There are 3 options"),
    ],
)
def test_what_is_no_forecast_is_told_with_how_to_make_one(line: str, has: str) -> None:
    told = message(line, AT_FORK)
    assert has in told
    if "sure" not in has:
        assert "forecast 60 20 20" in told


def test_there_is_nothing_to_forecast_where_there_is_no_fork() -> None:
    assert message("forecast 60 40") == "There is nothing to forecast on this page."
    assert message("skip") == "There is no forecast to pass by on this page."


@given(st.integers(2, 9), st.integers(0, 8), st.integers(0, 100))
@examples(100)
def test_points_are_shared_out_whole(count: int, option: int, points: int) -> None:
    option %= count
    shares = spread(count, option, points)
    assert (len(shares), sum(shares), shares[option]) == (count, 100, points)
    others = [share for index, share in enumerate(shares) if index != option]
    assert max(others) - min(others) <= 1
    assert min(shares) >= 0


def test_every_word_for_sureness_can_be_said() -> None:
    for word, points in SURENESS.items():
        command = parse(f"forecast 2 {word}", AT_FORK)
        assert isinstance(command, GiveForecast)
        assert (sum(command.points), command.points[1]) == (100, points)


def test_the_same_for_each_can_be_said_in_a_word() -> None:
    count = len(AT_FORK.turn.fork.fork.options) if AT_FORK.turn.fork else 0
    assert parse("forecast even", AT_FORK) == GiveForecast(even(count))


@given(st.integers(2, 9))
@examples(8)
def test_even_points_are_whole_and_make_a_hundred(count: int) -> None:
    assert sum(even(count)) == 100
    assert max(even(count)) - min(even(count)) <= 1


def test_the_short_form_tells_the_points_its_words_mean() -> None:
    assert sureness_in_words() == "almost certain gives it 95, likely 75, even 50, unlikely 25"
    told = next(verb for verb in VERBS if verb.name == "forecast").help
    for word in SHORT_FORM:
        assert f"{word} is {SURENESS[word]}" in told or f"{word} {SURENESS[word]}" in told
        assert nearest_sureness(SURENESS[word]) == word
    assert nearest_sureness(100) == "almost certain"
    assert nearest_sureness(0) == "unlikely"


# ---------------------------------------------------------------- any line at all


def titled(seed: int) -> Pack:
    """A random pack whose titles nobody can type by chance, with people and places that have pages."""
    pack = pack_from(seed)
    pages = [dataclasses.replace(page, title=f"Title⟦{page.id}⟧") for page in pack.nodes.values()]
    named = pack_of(pages)
    first, last = pages[0].id, pages[-1].id
    actor, place = named.actors[ActorId("mayor")], named.places[PlaceId("old-square")]
    return dataclasses.replace(
        named,
        actors={**named.actors, actor.id: dataclasses.replace(actor, node=last)},
        places={**named.places, place.id: dataclasses.replace(place, node=first if seed % 2 else None)},
    )


def may_be_named(pack: Pack, state: StoryState) -> set[NodeId]:
    """Pages read or linked here, and those of people, places and documents that the date has reached."""
    standing = {actor.node for actor in pack.actors.values()} | {place.node for place in pack.places.values()}
    standing |= {page.id for page in pack.nodes.values() if page.kind is NodeKind.DOCUMENT}
    reached = {
        page.id
        for page in pack.nodes.values()
        if page.date <= state.today and closed_fork(pack, state, page.id) is None
    }
    linked = {to for item in shown_passages(pack, state, pack.nodes[state.node]) for to in item.text.nodes}
    return set(state.visits) | linked | {name for name in standing if name in reached and name is not None}


@given(st.integers(0, 2**32), plays(12), st.lists(typed_lines(), min_size=1, max_size=6))
@examples(250)
def test_any_line_means_something_and_names_nothing_unread(
    seed: int, picks: list[int], lines: list[str]
) -> None:
    pack = titled(seed)
    state = play(pack, picks).path.state
    here = Scene(pack, state, view(pack, state))
    known = may_be_named(pack, state)
    for line in lines:
        command = parse(line, here)
        said = complete(line, here)
        if isinstance(command, GoTo):
            assert command.node in known
            assert apply(pack, state, Walk(command.node)).node == command.node
        if isinstance(command, TakeOffer):
            assert 1 <= command.number <= len(here.turn.offers)
        if isinstance(command, ShowClaim) and command.number is not None:
            assert 1 <= command.number <= len(here.turn.claims)
        if isinstance(command, GiveForecast):
            assert here.turn.fork is not None
            assert (sum(command.points), len(command.points)) in (
                (0, 0),
                (100, len(here.turn.fork.arguments)),
            )
        if isinstance(command, NotUnderstood):
            assert command.message
            assert REFUSED.search(command.message) is None
            said.append(command.message)
        named = {page for page in pack.nodes if any(pack.nodes[page].title in words for words in said)}
        assert named <= known


@given(st.integers(0, 2**32), plays(12))
@examples(100)
def test_wherever_one_can_go_one_comes_to(seed: int, picks: list[int]) -> None:
    pack = titled(seed)
    state = play(pack, picks).path.state
    for noun in (*nouns.destinations(pack, state), *nouns.documents(pack, state)):
        assert apply(pack, state, Walk(noun.value)).node == noun.value
        assert noun.names
        assert "" not in noun.names


@pytest.mark.parametrize(
    "lead", ["", "ask ", "go ", "read ", "define ", "compare ", "forecast ", "claim ", "help ", "what is "]
)
@pytest.mark.parametrize(
    "body",
    ["x" * 10_000, "a " * 5_000, " of" * 3_000, "a, " * 3_000, "9" * 10_000, "9 " * 5_000, "?" * 10_000],
)
def test_a_line_without_end_is_answered_at_once(lead: str, body: str) -> None:
    """The suite's limit on a test is what would fail: some of these once took hours."""
    for where in (HERE, AT_FORK):
        command = parse(lead + body, where)
        if isinstance(command, NotUnderstood):
            assert len(command.message) < 600
        assert len(complete(lead + body, where)) <= 8
    assert len(complete(lead.strip() + " " * 10_000 + body, HERE)) <= 8


def test_prose_in_the_pack_is_never_read_as_a_verb() -> None:
    """Names of people and places may be anything, and are matched as they are."""
    odd = dataclasses.replace(
        PACK,
        actors={
            ActorId("odd"): Actor(
                ActorId("odd"), "[/x] list[int] 👩‍👩‍👧‍👦", "person", prose("x"), aliases=("漢字",)
            )
        },
    )
    here = Scene(odd, HERE.state, HERE.turn)
    assert parse("ask 漢字", here) == AskActor(ActorId("odd"))
    assert parse("ask [/x] list[int]", here) == AskActor(ActorId("odd"))
