"""Open documents follow the editor's changes to the character, whatever the line ends and the alphabet."""

from __future__ import annotations

import random
from typing import Any

import pytest

from snakebridge_adapter.errors import InvalidParams
from snakebridge_adapter.handlers import documents
from snakebridge_adapter.language.documents import Document, Documents
from snakebridge_adapter.language.positions import (
    from_bytes,
    split_keeping_ends,
    to_character,
    to_index,
)
from snakebridge_adapter.worker.context import Context

URI = "file:///a.py"


def change(start: tuple[int, int], end: tuple[int, int], text: str) -> dict[str, Any]:
    places = ({"line": line, "character": character} for line, character in (start, end))
    return {"range": dict(zip(("start", "end"), places)), "text": text}


CHANGES = [
    ("insert", "abc", [change((0, 1), (0, 1), "X")], "aXbc"),
    ("delete", "abc", [change((0, 0), (0, 2), "")], "c"),
    ("replace over lines", "one\ntwo\nthree", [change((0, 2), (2, 1), "-\n-")], "on-\n-hree"),
    ("append a line", "one\n", [change((1, 0), (1, 0), "two\n")], "one\ntwo\n"),
    ("join lines", "one\r\ntwo", [change((0, 3), (1, 0), "")], "onetwo"),
    ("after an astral character", "a😀b", [change((0, 3), (0, 3), "X")], "a😀Xb"),
    ("past the end of a line", "a\nb", [change((0, 99), (0, 99), "X")], "aX\nb"),
    ("past the end of the text", "a\nb", [change((9, 0), (9, 9), "X")], "a\nbX"),
    ("keep line ends", "a\r\nb\rc\n", [change((1, 0), (1, 1), "B")], "a\r\nB\rc\n"),
    ("in turn", "a", [change((0, 1), (0, 1), "b"), change((0, 2), (0, 2), "c")], "abc"),
    ("in full", "a", [{"text": "new\ntext"}], "new\ntext"),
    ("no line ends of Unicode", "a\u2028b\x0cc", [change((0, 2), (0, 3), "X")], "a\u2028X\x0cc"),
    ("meeting line ends", "a\r\nb", [change((0, 1), (0, 1), "\r")], "a\r\r\nb"),
]


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [case[1:] for case in CHANGES],
    ids=[case[0] for case in CHANGES],
)
def test_a_change_is_applied(text, changes, expected):
    document = Document(text)
    for one in changes:
        document.apply(one)
    assert document.text == expected
    assert document.lines == expected.replace("\r\n", "\n").replace("\r", "\n").split("\n")


class Model:
    """The same text as plain UTF-16 code units with line starts found afresh."""

    def __init__(self, text: str) -> None:
        self.units = text.encode("utf-16-le", "surrogatepass")

    @property
    def text(self) -> str:
        return self.units.decode("utf-16-le", "surrogatepass")

    def offset(self, line: int, character: int) -> int:
        starts, position, text = [0], 0, self.text
        while position < len(text):
            if text.startswith("\r\n", position):
                position += 1
            if text[position] in "\r\n":
                starts.append(len(text[: position + 1].encode("utf-16-le", "surrogatepass")))
            position += 1
        return starts[line] + 2 * character

    def apply(self, start: tuple[int, int], end: tuple[int, int], text: str) -> None:
        first, last = self.offset(*start), self.offset(*end)
        self.units = (
            self.units[:first] + text.encode("utf-16-le", "surrogatepass") + self.units[last:]
        )


@pytest.mark.parametrize("seed", range(30))
def test_random_edits_agree_with_a_simple_model(seed):
    source = random.Random(seed)
    pieces = ["a", "é", "😀", "\n", "\r\n", "\r", "word ", "\t", "\u2028", ""]

    def text() -> str:
        return "".join(source.choices(pieces, k=source.randrange(8)))

    start_text = text() * 5
    document, model = Document(start_text), Model(start_text)
    for _ in range(60):
        places = sorted(place(source, document.lines) for _ in range(2))
        inserted = text()
        document.apply(change(places[0], places[1], inserted))
        model.apply(places[0], places[1], inserted)
        assert document.text == model.text


def place(source: random.Random, lines: Any) -> tuple[int, int]:
    line = source.randrange(len(lines))
    index = source.randrange(len(lines[line]) + 1)
    return line, to_character(lines[line], index)


def test_positions_convert_both_ways():
    line = "aé😀b"
    assert [to_index(line, units) for units in (0, 1, 2, 4, 5, 99)] == [0, 1, 2, 3, 4, 4]
    assert [to_character(line, index) for index in range(5)] == [0, 1, 2, 4, 5]
    assert [from_bytes(line, offset) for offset in (0, 1, 3, 7, 8)] == [0, 1, 2, 3, 4]
    assert split_keeping_ends("a\r\nb\rc\n") == ["a\r\n", "b\r", "c\n", ""]


@pytest.mark.parametrize(
    "bad",
    [
        {},
        {"text": 1},
        "x",
        {"text": "", "range": 1},
        change((0, 1), (0, 0), ""),
        change((0, -1), (0, 0), ""),
    ],
    ids=str,
)
def test_malformed_changes_are_refused(bad):
    document = Document("abc")
    with pytest.raises(InvalidParams):
        document.apply(bad)
    assert document.text == "abc"


def test_the_tree_follows_the_text():
    document = Document("a = 1")
    assert document.tree.error is None
    document.apply(change((0, 4), (0, 5), "("))
    assert document.tree.error is not None


def test_a_document_that_is_not_open_is_left_alone():
    documents = Documents()
    documents.change(URI, [{"text": "x"}])
    documents.close(URI)
    assert documents.get(URI) is None


def test_attachments_outlive_closing():
    context = Context()
    documents.attach_document(context, {"uri": URI, "session": "s"})
    documents.did_open(
        context, {"textDocument": {"uri": URI, "text": "a", "version": 1, "languageId": "python"}}
    )
    documents.did_change(
        context, {"textDocument": {"uri": URI, "version": 2}, "contentChanges": [{"text": "b"}]}
    )
    document = context.documents.get(URI)
    assert document is not None
    assert document.text == "b"
    documents.did_close(context, {"textDocument": {"uri": URI}})
    assert context.documents.get(URI) is None
    assert context.documents.session_of(URI) == "s"
    documents.attach_document(context, {"uri": URI, "session": None})
    assert context.documents.session_of(URI) is None
