"""Answering questions: a small space first, and more facts only where a way found there can't be walked.

This is abstraction refined by counterexamples (Clarke, Grumberg, Jha, Lu and Veith 2000, "Counterexample-
guided abstraction refinement"). A space that tells fewer facts apart allows all that readers can do and
more; so what is not found in it can't happen, and what is found is walked with the engine. The nearest
way that the engine allows is the shortest there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from explainer.proof.explore import LIMIT, Explored, LimitReached, explore
from explainer.proof.facts import Domains, Fact
from explainer.proof.moves import Moves
from explainer.proof.plan import Planner
from explainer.proof.questions import Found, Question
from explainer.proof.relax import Relaxation
from explainer.proof.replay import first_untold
from explainer.proof.space import Space
from explainer.proof.ways import Graph
from explainer.proof.witness import Witness

BUDGET = 1_500_000
"""States searched for all questions together before what is left is given up: some ten seconds."""

MOST_FACTS = 64
"""Facts that are told apart for one question; a search seldom ends with as many."""

FEW_STATES = 1_000
"""States of a space so small that more facts can be told apart at little cost, whatever the question."""

TRIES = 20
"""Ways to the same thing that are walked before more facts are told apart."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is proved."""

    possible: bool | None
    """Whether any reader can come there; None: it is not known."""
    witness: Witness | None = None
    """The shortest way there, if it was walked."""


class Searcher:
    """Searches of a graph, whose states are counted."""

    def __init__(self, graph: Graph, limit: int = LIMIT, budget: int = BUDGET) -> None:
        self.graph = graph
        self.domains = Domains(graph.pack)
        self.planner = Planner(graph)
        self.relaxation = Relaxation(graph)
        self.states = 0
        """States searched so far."""
        self.largest = 0
        """States of the largest space that was searched to the end."""
        self._blank = Moves(graph, Space(graph.pack, self.domains, ()))
        self._limit = limit
        self._budget = budget

    def explore(
        self, facts: Iterable[Fact], limit: int = LIMIT, *, edges: bool = False, surest: bool = False
    ) -> Explored:
        """Search the space that tells some facts apart.

        Raises:
            LimitReached: it has too many states, or too many were searched before.
        """
        limit = min(limit, self._limit, self._budget - self.states)
        if limit <= 0:
            raise LimitReached
        moves = Moves(self.graph, Space(self.graph.pack, self.domains, facts), self._blank)
        try:
            explored = explore(moves, limit, edges=edges, surest=surest)
        except LimitReached:
            self.states += limit
            raise
        self.states += len(explored)
        self.largest = max(self.largest, len(explored))
        return explored

    def answer(
        self, questions: Sequence[Question], limit: int = LIMIT, most_facts: int = MOST_FACTS
    ) -> list[Answer]:
        """The answer to each; those that the same facts may answer are asked together.

        Args:
            questions: what is asked.
            limit: how many states a search for them may have.
            most_facts: how many facts are told apart for one at most, where that is costly.
        """
        asked = list(questions)
        answers: dict[int, Answer] = {}
        parts: dict[int, range] = {}
        open_: dict[frozenset[Fact], list[int]] = {frozenset(): list(range(len(asked)))}
        while open_:
            facts = min(open_, key=lambda facts: (len(facts), sorted(facts)))
            for wants_way in (False, True):
                numbers = [number for number in open_[facts] if asked[number].wants_way is wants_way]
                if not numbers:
                    continue
                explored = self._explored(facts, limit, surest=not wants_way)
                # The list grows where a question is taken apart.
                for number in numbers:
                    if explored is None:
                        answers[number] = Answer(None)
                        continue
                    found = self._ask(explored, asked[number])
                    if not facts and not isinstance(found, Answer):
                        found = self._without_search(asked[number]) or found
                    if isinstance(found, Answer):
                        answers[number] = found
                    elif not facts and (taken := asked[number].parts()):
                        parts[number] = range(len(asked), len(asked) + len(taken))
                        numbers += parts[number]
                        asked += taken
                    elif len(facts) >= (most_facts if len(explored) > FEW_STATES else MOST_FACTS):
                        answers[number] = Answer(None)
                    else:
                        open_.setdefault(facts | {found}, []).append(number)
            del open_[facts]
        for number in sorted(parts, reverse=True):
            answers[number] = _any([answers[part] for part in parts[number]])
        return [answers[number] for number in range(len(questions))]

    def _explored(self, facts: frozenset[Fact], limit: int, *, surest: bool) -> Explored | None:
        try:
            return self.explore(facts, limit, surest=surest)
        except LimitReached:
            return None

    def _without_search(self, question: Question) -> Answer | None:
        """The answer, if it can be told without telling more facts apart."""
        if not question.wants_way and question.plan(self.planner):
            return Answer(True)
        return Answer(False) if question.refuted(self.relaxation) else None

    def _ask(self, explored: Explored, question: Question) -> Answer | Fact:
        """The answer, or a fact that is missing for one."""
        candidates = question.candidates(explored)
        if not candidates:
            return Answer(False)
        if not question.wants_way and any(question.is_sure(explored, found) for found in candidates):
            return Answer(True)
        nearest = self._length(explored, candidates[0])
        missing: Fact | None = None
        for found in islice(candidates, TRIES if question.wants_way else 1):
            # One farther away is no shortest way while a nearer one may yet turn out to be.
            if self._length(explored, found) > nearest:
                break
            replayed = question.replay(explored, found)
            if replayed.state is not None:
                if question.is_so(self.graph.pack, replayed.state):
                    return Answer(True, replayed.witness)
                blamed = question.blamed(self.graph.pack, replayed.state)
                missing = missing or first_untold(blamed, explored.moves.space.facts)
            missing = missing or replayed.missing
        return missing or Answer(None)

    def _length(self, explored: Explored, found: Found) -> int:
        state = found if isinstance(found, int) else found.parent
        return len(explored.path(state)) if state >= 0 else 0


def _any(answers: Sequence[Answer]) -> Answer:
    """Yes if one is, no if none is."""
    possible = {answer.possible for answer in answers}
    return Answer(True if True in possible else None if None in possible else False)
