r"""What stands before a caret in text that is being typed, where no parser has anything to say yet.

Strings and comments are told apart from the start of the text; from the caret back, only what may belong to its
expression is looked at. Indexes are into `text`, everything before the caret with `\\n` between the lines.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..selection.source import Place

LITERAL = re.compile(
    r"""
    (?P<comment> \#[^\r\n]* )
  | (?P<triple> \"\"\"|''' )
    (?: [^\\"']+ | \\(?:.|\Z) | (?!(?P=triple))["'] )*
    (?P<triple_end> (?P=triple) )?
  | (?P<single> ["'] )
    (?: [^\\"'\r\n]+ | \\(?:.|\Z) | (?!(?P=single))["'] )*
    (?P<single_end> (?P=single) )?
    """,
    re.VERBOSE | re.DOTALL,
)
"""A comment, or a string without its prefix, whether it ends or not."""

_MOST_BACK = 10_000
"""Characters before a caret that may belong to its expression or its call."""

_OPENING = "([{"
_CLOSING = ")]}"
_BRACKETS = _OPENING + _CLOSING
_FIELD_PREFIXES = "fFtT"
_NOT_CALLED = frozenset(
    (
        "and assert async await del elif except for from if import in is lambda not or raise return"
        " while with yield"
    ).split()
)
_DEFINES = ("def", "class")


class OpenString:
    """The string a caret is in: its quotes, and the index where its content starts."""

    __slots__ = ("content", "prefix", "quote", "start")

    def __init__(self, text: str, match: re.Match[str], offset: int = 0) -> None:
        """`match` is counted from `offset` in `text`."""
        quote = match.start() + offset
        start = quote
        while start and text[start - 1].isalpha():
            start -= 1
        self.start = start
        self.prefix = text[start:quote]
        self.quote: str = match["triple"] or match["single"]
        self.content = quote + len(self.quote)


class BeforeCaret:
    """The text before a caret, with its strings and comments."""

    __slots__ = ("_closed", "in_comment", "string", "text")

    def __init__(self, lines: Sequence[str], place: Place) -> None:
        line, index = place
        self.text = "\n".join([*lines[:line], lines[line][:index]])
        self._closed: dict[int, int] = {}
        """Start of each string and comment by its end."""
        self.in_comment = False
        self.string: OpenString | None = None
        """The string the caret is in."""
        for match in LITERAL.finditer(self.text):
            self._take(match)

    @property
    def in_code(self) -> bool:
        """Whether the caret is neither in a string nor in a comment."""
        return not self.in_comment and self.string is None

    def word(self) -> str:
        """Return the letters of a name that stand right before the caret."""
        return self.text[self._word_start(len(self.text)) :]

    def primary_start(self, end: int) -> int | None:
        """Return where the name begins that the attributes and subscripts before `end` are of; None: it is no name."""
        index = self._skip_space(end)
        while True:
            while index and self.text[index - 1] == "]":
                opening = self._opening_of(index)
                if opening is None:
                    return None
                index = self._skip_blanks(opening)
            start = self._word_start(index)
            if start == index or self.text[start].isdigit():
                return None
            # A line that ends in a dot is unfinished, sooner than going on in this one.
            before = self._skip_blanks(start)
            if not before or self.text[before - 1] != ".":
                return start
            index = self._skip_space(before - 1)

    def open_calls(self) -> Iterator[int]:
        """Yield where the brackets stand of the calls that the caret is in, innermost first."""
        caret = len(self.text) if self.string is None else self.string.start
        depth = 0
        for index in self._brackets_before(caret):
            if self.text[index] in _CLOSING:
                depth += 1
            elif depth:
                depth -= 1
            elif self.text[index] == "(" and self._is_call(index):
                yield index

    def _take(self, match: re.Match[str]) -> None:
        is_last = match.end() == len(self.text)
        if match["comment"] is not None:
            self.in_comment = is_last
        elif is_last and not (match["triple_end"] or match["single_end"]):
            self._enter(OpenString(self.text, match))
            return
        self._closed[match.end()] = match.start()

    def _enter(self, string: OpenString) -> None:
        """Note that the caret is in a string, or in code again that stands in a string's braces."""
        field = self._field_start(string)
        if field is None:
            self.string = string
            return
        inner = self.text[field:]
        for match in LITERAL.finditer(inner):
            if match.end() == len(inner) and not (match["triple_end"] or match["single_end"]):
                self.string = OpenString(self.text, match, field)
            else:
                self._closed[match.end() + field] = match.start() + field

    def _field_start(self, string: OpenString) -> int | None:
        if not any(letter in _FIELD_PREFIXES for letter in string.prefix):
            return None
        content = self.text[string.content :].replace("{{", "  ")
        opening = content.rfind("{")
        return string.content + opening + 1 if opening > content.rfind("}") else None

    def _opening_of(self, end: int) -> int | None:
        """Return where the bracket stands that the one before `end` closes."""
        depth = 0
        for index in self._brackets_before(end):
            depth += 1 if self.text[index] in _CLOSING else -1
            if not depth:
                return index
        return None

    def _brackets_before(self, end: int) -> Iterator[int]:
        """Yield where the brackets of the code before `end` stand, last first."""
        index = end
        first = max(0, end - _MOST_BACK)
        while index > first:
            closed = self._closed.get(index)
            if closed is not None:
                index = closed
                continue
            index -= 1
            if self.text[index] in _BRACKETS:
                yield index

    def _is_call(self, bracket: int) -> bool:
        end = self._skip_space(bracket)
        if end and self.text[end - 1] in ")]":
            return True
        start = self._word_start(end)
        word = self.text[start:end]
        before = self.text[max(0, start - len("class ")) : start].split()
        return word.isidentifier() and word not in _NOT_CALLED and before[-1:] not in _DEFINED

    def _word_start(self, end: int) -> int:
        start = end
        while start and (self.text[start - 1] == "_" or self.text[start - 1].isalnum()):
            start -= 1
        return start

    def _skip_blanks(self, end: int) -> int:
        while end and self.text[end - 1] in " \t":
            end -= 1
        return end

    def _skip_space(self, end: int) -> int:
        while end and self.text[end - 1] in " \t\n\\":
            end -= 1
        return end


_DEFINED = tuple([word] for word in _DEFINES)


def split_at_commas(text: str) -> list[tuple[int, int]]:
    """Return the spans between the commas that stand in no brackets, strings or parameters of a lambda."""
    spans: list[tuple[int, int]] = []
    start = 0
    depth = 0
    lambdas: list[int] = []
    for match in _PIECES.finditer(text):
        piece = match[0]
        if piece == "lambda":
            lambdas.append(depth)
        elif piece in _OPENING:
            depth += 1
        elif piece in _CLOSING:
            depth -= 1
        elif lambdas and lambdas[-1] == depth and piece in ":,":
            if piece == ":":
                lambdas.pop()
        elif piece == "," and not depth:
            spans.append((start, match.start()))
            start = match.end()
    spans.append((start, len(text)))
    return spans


_PIECES = re.compile(rf"{LITERAL.pattern} | \blambda\b | [\[\](){{}},:]", re.VERBOSE | re.DOTALL)
