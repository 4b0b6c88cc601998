"""Selected text as a piece of code: trimmed, read at its own indentation, with every place still that of the document.

What is read is the selected text itself, never what the document's tree makes of it: an indented block stands in
an `if` of ours for reading, and the part of the first line that is not selected is blank.
"""

from __future__ import annotations

import ast

from ..language.parsing import parse
from .reasons import Unreadable, unreadable
from .source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from .source import Place, Span

_TEXTS = ("Constant", "JoinedStr", "TemplateStr")
"""Nodes of texts by name: CPython before 3.14 has no template strings."""


class Snippet:
    """Statements that were read, where they lie, and their text at indentation zero."""

    __slots__ = ("body", "source", "span")

    def __init__(self, source: Source, body: list[Any], span: Span) -> None:
        self.source = source
        self.body = body
        self.span = span
        """In the document; decorators and all, without comments around it."""

    @property
    def text(self) -> str:
        """The code without its indentation; lines inside of texts stay as they are."""
        first, start = self.span[0]
        lines = self.source.text_of(self.span).split("\n")
        indentation = self.source.lines[first][:start]
        fixed = self._lines_in_texts()
        for offset, line in enumerate(lines[1:], 1):
            if first + offset not in fixed:
                lines[offset] = _without(indentation, line)
        return "\n".join(lines)

    def _lines_in_texts(self) -> set[int]:
        fixed: set[int] = set()
        waiting: list[ast.AST] = list(self.body)
        while waiting:
            node = waiting.pop()
            if type(node).__name__ in _TEXTS:
                # Not what is inside: before CPython 3.12 that has no true position.
                (first, _), (last, _) = self.source.span_of(node)
                fixed.update(range(first + 1, last + 1))
            else:
                waiting += ast.iter_child_nodes(node)
        return fixed


def _without(indentation: str, line: str) -> str:
    return line[len(indentation) :] if line.startswith(indentation) else line.lstrip()


def read_snippet(lines: Sequence[str], span: Span) -> Snippet:
    """Read the statements of a span of the document.

    Raises:
        Unreadable: there are none, or Python cannot read them.
    """
    (first, start), (last, end) = _trimmed(lines, span)
    shown = list(lines)
    shown[last] = shown[last][:end]
    before = shown[first][:start]
    shown[first] = (before if not before.strip() else " " * start) + shown[first][start:]
    code = shown[first : last + 1]
    source, body = _read(shown, code, first)
    return Snippet(source, body, (source.span_of(body[0])[0], source.span_of(body[-1])[1]))


def _read(shown: list[str], code: list[str], first: int) -> tuple[Source, list[Any]]:
    beginnings = [line for line in code if line.strip() and not line.lstrip().startswith("#")]
    if not beginnings:
        raise Unreadable("There is only a comment in the selection: select what should run.")
    is_indented = beginnings[0][0].isspace()
    try:
        tree = parse("\n".join(["if 1:", *code] if is_indented else code))
    except SyntaxError as error:
        if is_indented and error.lineno:
            error.lineno -= 1
        raise unreadable("\n".join(code), error) from None
    body: Any = tree.body
    if is_indented:
        if len(body) > 1 or body[0].orelse:
            raise Unreadable(
                "The selected lines are indented differently: select lines of one block."
            )
        body = body[0].body
    return Source(shown, tree, first - is_indented), body


def _trimmed(lines: Sequence[str], span: Span) -> Span:
    """Return a span without white space around it.

    Raises:
        Unreadable: nothing is left, or a word is cut in two.
    """
    (first, start), (last, end) = span
    while (first, start) < (last, end) and not lines[first][
        start : end if first == last else None
    ].strip():
        first, start = first + 1, 0
    if (first, start) >= (last, end):
        raise Unreadable("Nothing is selected: select what should run.")
    while not lines[last][start if first == last else 0 : end].strip():
        last, end = last - 1, len(lines[last - 1])
    start += len(lines[first][start:]) - len(lines[first][start:].lstrip())
    end = len(lines[last][:end].rstrip())
    _check_words(lines, (first, start), (last, end))
    return (first, start), (last, end)


def _check_words(lines: Sequence[str], start: Place, end: Place) -> None:
    if _is_within_word(lines[start[0]], start[1]):
        raise Unreadable("The selection starts in the middle of a word: select all of it.")
    if _is_within_word(lines[end[0]], end[1]):
        raise Unreadable("The selection ends in the middle of a word: select all of it.")


def _is_within_word(line: str, index: int) -> bool:
    around = line[max(0, index - 1) : index + 1]
    return 0 < index < len(line) and all(char == "_" or char.isalnum() for char in around)
