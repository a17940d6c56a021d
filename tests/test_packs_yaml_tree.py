"""YAML as a located tree: marks that are right, scalars left as written, bombs refused."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from explainer.model.diagnostic import Mark
from explainer.packs import yaml_tree
from explainer.packs.yaml_tree import MAX_DEPTH, Mapping, Scalar, Sequence, Tree, describe, parse_tree
from tests.strategies import examples

Found = tuple[str, int, int]


def parse(text: str) -> tuple[Tree | None, list[Found]]:
    found: list[Found] = []

    def report(code: str, start: Mark, _end: Mark, _message: str, _hint: str) -> None:
        found.append((code, start.line, start.column))

    return parse_tree(text, report), found


def plain(tree: Tree | None) -> Any:
    """The tree without its marks: pairs stay a list, so that a repeated key shows."""
    if isinstance(tree, Mapping):
        return [(key.value, plain(value)) for key, value in tree.pairs]
    if isinstance(tree, Sequence):
        return {"list": [plain(item) for item in tree.items]}
    return tree.value if tree else None


def good(text: str) -> Tree:
    tree, found = parse(text)
    assert found == []
    assert tree is not None
    return tree


# ---------------------------------------------------------------- what is kept


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "yes",
        "on",
        "off",
        "~",
        "null",
        "1:30",
        "010",
        "0x10",
        "1_000",
        "1e3",
        ".5",
        "2024-01-02",
        "=",
        "<<",
    ],
)
def test_a_scalar_stays_the_text_it_was_written_as(written: str) -> None:
    assert [("key", written)] == plain(good(f"key: {written}"))


def test_a_repeated_key_is_kept_twice() -> None:
    assert plain(good("a: 1\na: 2\n")) == [("a", "1"), ("a", "2")]


@pytest.mark.parametrize(
    ("written", "style"),
    [("word", ""), ("'word'", "'"), ('"word"', '"'), ("|-\n  word", "|"), (">-\n  word", ">")],
)
def test_a_scalar_remembers_how_it_was_quoted(written: str, style: str) -> None:
    tree = good(f"key: {written}\n")
    assert isinstance(tree, Mapping)
    value = tree.pairs[0][1]
    assert isinstance(value, Scalar)
    assert (value.value, value.style) == ("word", style)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "   \n#\n"])
def test_a_text_without_a_document_is_nothing_and_no_mistake(text: str) -> None:
    assert parse(text) == (None, [])


def test_marks_count_characters_from_one_past_wide_and_combining_and_astral_ones() -> None:
    tree = good('初: {ключ: [e\u0301, "📜", вето]}\n')
    assert isinstance(tree, Mapping)
    inner = tree.pairs[0][1]
    assert isinstance(inner, Mapping)
    items = inner.pairs[0][1]
    assert isinstance(items, Sequence)
    assert [Mark(1, 1), Mark(1, 4), Mark(1, 5), Mark(1, 11)] == [
        tree.start, inner.start, inner.pairs[0][0].start, items.start,
    ]  # fmt: skip
    assert [(Mark(1, 12), Mark(1, 14)), (Mark(1, 16), Mark(1, 19)), (Mark(1, 21), Mark(1, 25))] == [
        (item.start, item.end) for item in items.items
    ]


def test_a_collection_ends_where_its_last_line_does() -> None:
    tree = good("a:\n  b: 1\n  c: [x,\n    y]\n")
    assert isinstance(tree, Mapping)
    inner = tree.pairs[0][1]
    assert isinstance(inner, Mapping)
    assert Mark(2, 3) == inner.start
    assert Mark(4, 7) == inner.pairs[1][1].end


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: &x 1\n", ("E002", 1, 4)),
        ("a: 1\nb: *x\n", ("E002", 2, 4)),
        ("- &x\n  - 1\n", ("E002", 1, 3)),
        ("&x a: 1\n", ("E002", 1, 1)),
        ("a: {<<: *x}\n", ("E002", 1, 9)),
        ("a: !!str 1\n", ("E003", 1, 4)),
        ("a: !local 1\n", ("E003", 1, 4)),
        ("- !!python/object/apply:os.system [echo]\n", ("E003", 1, 3)),
        ("- !!binary aGk=\n", ("E003", 1, 3)),
        ("!!set {a, b}\n", ("E003", 1, 1)),
        ("? [a]\n: 1\n", ("E104", 1, 3)),
        ("{[a]: 1}\n", ("E104", 1, 2)),
        ("? {a: 1}\n: 1\n", ("E104", 1, 3)),
    ],
)
def test_what_packs_do_not_use_is_refused_where_it_stands(text: str, found: Found) -> None:
    assert (None, [found]) == parse(text)


def test_a_second_document_is_refused_and_the_first_is_kept() -> None:
    tree, found = parse("a: 1\n---\nb: 2\n---\nc: 3\n")
    assert found == [("E008", 2, 1)]
    assert plain(tree) == [("a", "1")]


@pytest.mark.parametrize("text", ["--- \na: 1\n", "%YAML 1.1\n---\na: 1\n", "---\na: 1\n...\n"])
def test_the_marks_of_one_document_are_no_second_one(text: str) -> None:
    assert plain(good(text)) == [("a", "1")]


@pytest.mark.parametrize(
    ("text", "line", "column", "hint"),
    [
        ("a: b: c\n", 1, 5, "': ' goes between double quotes"),
        ("a:\n\t- b\n", 2, 1, "Put spaces in its place"),
        ("a: [1, 2\nb: 3\n", 1, 4, "Close it"),
        ('a: "one\nb: 3\n', 1, 4, "Close it where the text ends"),
        ("a: 'it's'\n", 1, 8, "quotation marks of its own"),
        ("a: @here\n", 1, 4, "a sign goes between double quotes"),
        ("a: 1\n b: 2\n", 2, 2, "Indent the keys of a group alike"),
    ],
)
def test_what_is_no_yaml_is_placed_and_has_a_hint(text: str, line: int, column: int, hint: str) -> None:
    found: list[tuple[str, Mark, str]] = []
    tree = parse_tree(text, lambda code, start, _end, _message, words: found.append((code, start, words)))
    assert tree is None
    [(code, start, words)] = found
    assert ("E001", Mark(line, column)) == (code, start)
    assert hint in words


def test_the_deepest_nesting_allowed_is_read_and_one_more_is_not() -> None:
    assert isinstance(good("[" * MAX_DEPTH + "]" * MAX_DEPTH), Sequence)
    assert parse("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == (None, [("E004", 1, MAX_DEPTH + 1)])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 10_000, "E004"),
        ("{a: " * 10_000, "E004"),
        ("- " * 10_000, "E004"),
        ("? " * 10_000, "E104"),
        ("".join(" " * depth + "a:\n" for depth in range(1_500)), "E004"),
        ("[" * 10_000 + "]" * 10_000, "E004"),
    ],
    ids=["lists", "groups", "dashes", "keys", "indented", "closed"],
)
def test_nesting_ten_thousand_deep_is_one_finding(text: str, code: str) -> None:
    tree, found = parse(text)
    assert tree is None
    assert [code] == [item[0] for item in found]


def test_a_billion_laughs_are_one_finding() -> None:
    lines = ["a0: &a0 ha"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert parse("\n".join(lines)) == (None, [("E002", 1, 5)])


def test_an_alias_to_itself_is_one_finding() -> None:
    assert parse("&a [*a]\n") == (None, [("E002", 1, 1)])


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ufffe"])
def test_what_the_reader_of_yaml_refuses_is_a_finding_too(character: str) -> None:
    """Such characters are taken out before; a caller that does not must not meet an exception."""
    tree, found = parse(f"a: {character}\n")
    assert tree is None
    assert [item[0] for item in found] == ["E001"]


def test_marks_go_through_the_place_they_are_given() -> None:
    found: list[Mark] = []
    tree = parse_tree("a: b\n", lambda *_: None, lambda line, column: Mark(line + 10, column * 2))
    assert isinstance(tree, Mapping)
    found += [tree.start, tree.pairs[0][1].start]
    assert [Mark(11, 2), Mark(11, 8)] == found


# ---------------------------------------------------------------- words for authors


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{a: 1}", "a group of keys"),
        ("[a]", "a list"),
        ("a:", "nothing"),
        ("''", "''"),
        ("seven", "'seven'"),
        ("x" * 40, "'" + "x" * 31 + "…'"),
    ],
)
def test_what_was_found_is_said_in_words(text: str, words: str) -> None:
    tree = good(text)
    if text == "a:":
        assert isinstance(tree, Mapping)
        tree = tree.pairs[0][1]
    assert words == describe(tree)


# ---------------------------------------------------------------- properties

_LETTERS = "ab é界📜-:#'\"[]{},|>&*!%@`?\\ \n\t"
_WORDS = st.text("abcé界 ", min_size=1, max_size=8).map(str.strip).filter(bool)
_TREES = st.recursive(
    _WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(_WORDS.filter(lambda word: len(word) < 8), inner, min_size=1, max_size=4)
    ),
    max_leaves=20,
)


def drawn(tree: Any) -> Any:
    if isinstance(tree, dict):
        return [(key, drawn(value)) for key, value in tree.items()]
    if isinstance(tree, list):
        return {"list": [drawn(item) for item in tree]}
    return tree


@given(_TREES, st.booleans())
@examples(60)
def test_any_tree_that_is_written_is_read_back(tree: Any, flow: bool) -> None:
    text = yaml.dump(tree, allow_unicode=True, default_flow_style=flow, sort_keys=False, default_style='"')
    assert drawn(tree) == plain(good(re.sub(r"!!\w+ ", "", text)))


@given(st.text(_LETTERS, max_size=60) | st.text(max_size=40))
@examples(300)
def test_any_text_gives_a_tree_or_findings_within_it(text: str) -> None:
    tree, found = parse(text)
    lines = text.count("\n") + 1
    # Other line ends of Unicode count for YAML; packs hold none of them by then.
    lines += sum(text.count(end) for end in "\r\x85\u2028\u2029")
    for code, line, column in found:
        assert code in {"E001", "E002", "E003", "E004", "E008", "E104"}
        assert 1 <= line <= lines + 1
        assert column >= 1
    if tree is None and text.strip() and not found:
        assert all(
            not part.strip() or part.strip().startswith(("#", "%", "-", ".")) for part in text.split("\n")
        )


@given(st.text("ab é界-:#'\"[]{},|>&*! \n", max_size=40))
@examples(150)
def test_both_parsers_of_yaml_see_the_same_tree(text: str) -> None:
    """A machine without libyaml must read every pack just so; only words of errors may differ."""
    fast, fast_found = parse(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_tree, "_LOADER", yaml.SafeLoader)
        slow, slow_found = parse(text)
    if not fast_found and not slow_found:
        assert plain(fast) == plain(slow)
