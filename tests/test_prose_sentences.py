"""Where sentences end: what looks like an end and is none, and the other way round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.prose.blocks import blocks_of
from explainer.prose.sentences import running_texts, sentences
from tests.strategies import examples
from tests.strategies_prose import wild_texts


@pytest.mark.parametrize(
    "parts",
    [
        ["The vote was close.", "Six were against it."],
        ["Mr. Smith and Dr. Jones of St. Mary met Gen. Reinhardt.", "They spoke."],
        ["See No. 5 and p. 12, paras. 3 and 4, art. 2 and vol. 1.", "Then turn back."],
        ["No.", "Nobody came."],
        ["He said no.", "Nobody asked."],
        ["The report is S/2007/168.", "It has two parts."],
        ["The letter is A/46/804.", "4 December is its date."],
        ["It was signed on 9 June 1999.", "The next day the Council met."],
        ["He left on Dec. 19, and came back in Jan. 2008.", "All was as before."],
        ['"It is over," he said.', "Then he left."],
        ['He said: "It is over."', "Then he left."],
        ["“Is it over?” he asked.", "“No!”", "They went on."],
        ["He wrote “It is over”.", "Nobody read it."],
        ["(It was late.)", "They went home."],
        ["J. Smith and A. B. Jones agreed.", "C. Brown did not."],
        ["It stands in annex B.", "The next one is longer."],
        ["The U.S. position was known.", "The U.N. had none."],
        ["Wait … and see.", "So they did…", "And did again."],
        ["What now?!", "Nothing."],
        ["It cost 1.5 million.", "Version 2.0 cost more."],
        ["Serbia's border is not Kosovo's.", "Bishop Artemije said so."],
        ["Some, e.g. the carters, i.e. those with carts, cf. above, were against it.", "All were heard."],
        ["Đorđe je otišao.", "Šta sada?", "Ćutanje."],
        ["Përfundoi.", "Çfarë tani?"],
        ["Все кончено.", "Он ушел."],
        ["終わった。", "帰った。"],
        ["समाप्त।", "वह गया।"],
        ["انتهى.", "هل عاد؟", "لا."],
        ["One sentence without an end"],
    ],
)
def test_sentences_are_told_apart(parts: list[str]) -> None:
    assert parts == sentences(" ".join(parts))


@pytest.mark.parametrize(("language", "count"), [("de", 1), ("sr-Latn", 1), ("sq", 2), ("en", 2)])
def test_a_number_with_a_full_stop_counts_in_some_languages(language: str, count: int) -> None:
    assert count == len(sentences("Am 3. Mai kam er.", language))


def test_a_year_ends_a_sentence_in_every_language() -> None:
    assert len(sentences("Das war 1901. Dann kam er.", "de")) == 2


def test_nothing_has_no_sentences() -> None:
    assert sentences("") == sentences(" \n ") == []


@given(
    st.one_of(st.text(max_size=80), st.text("Aa.1 “”'\"!?…(no)", max_size=80)),
    st.sampled_from(["en", "de", ""]),
)
@examples(200)
def test_no_letter_is_lost_between_sentences(text: str, language: str) -> None:
    assert "".join(text.split()) == "".join("".join(sentences(text, language)).split())


def test_a_text_of_nothing_but_marks_is_gone_over_once() -> None:
    """A hostile text: each of these looks as if a sentence might end there."""
    for text in ("." * 100_000, ". " * 50_000, '."' * 50_000, "A." * 50_000, "." + "”" * 100_000):
        assert len(sentences(text)) <= 50_000


TEXT = """\
## A heading

One word[@a]. [@b] [[tally|Counted]] *twice*.
- a point
  > a quote in it

| Head | Cell |
|------|------|
| one  | two  |

```
code
```
"""


def test_running_texts_are_all_but_headings_code_and_what_words_rest_on() -> None:
    assert list(running_texts(blocks_of(TEXT))) == [
        "One word. Counted twice.",
        "a point",
        "a quote in it",
        "Head",
        "Cell",
        "one",
        "two",
    ]


@given(wild_texts())
@examples(100)
def test_any_text_runs(text: str) -> None:
    for part in running_texts(blocks_of(text)):
        sentences(part)
