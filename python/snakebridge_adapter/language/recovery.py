"""The syntax tree of text that is being typed: what Python cannot read is left out line by line.

Lines keep their numbers, so that what is found has its true place. Bounded: a text that is broken in many places
gives the imports it surely has, and no more.
"""

from __future__ import annotations

import ast

from .parsing import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_ATTEMPTS = 30
_CHARACTERS_READ = 400_000
"""How much text is parsed in all before giving up."""

_MOST_IMPORT_LINES = 20


class LenientTree:
    """A tree, the error of the whole text, and the 0-based lines that are not in the tree."""

    __slots__ = ("error", "left_out", "tree")

    def __init__(
        self, tree: ast.Module, error: SyntaxError | None, left_out: frozenset[int]
    ) -> None:
        self.tree = tree
        self.error = error
        self.left_out = left_out


def parse_leniently(lines: Sequence[str]) -> LenientTree:
    """Return the tree of as many of `lines` as Python can read."""
    first_error: SyntaxError | None = None
    kept = list(lines)
    left_out: set[int] = set()
    text = "\n".join(kept)
    for _ in range(max(2, min(_MOST_ATTEMPTS, _CHARACTERS_READ // (len(text) + 1)))):
        try:
            return LenientTree(parse(text), first_error, frozenset(left_out))
        except SyntaxError as error:
            first_error = first_error or error
            line = min((error.lineno or 1), len(kept)) - 1
            kept[line] = _placeholder(kept[line], error, again=line in left_out)
            left_out.add(line)
            text = "\n".join(kept)
    return LenientTree(_imports_only(lines), first_error, frozenset(range(len(lines))))


def parse_imports(lines: Sequence[str]) -> LenientTree:
    """Return the tree of the lines that import, all others left out: what a large text costs little for."""
    return LenientTree(_imports_only(lines), None, frozenset(range(len(lines))))


def _placeholder(line: str, error: SyntaxError, *, again: bool) -> str:
    """Return what stands in for a line that is left out: something at the same depth, if it may stand there."""
    if again or isinstance(error, IndentationError):
        return ""
    return line[: len(line) - len(line.lstrip())] + "pass"


def _imports_only(lines: Sequence[str]) -> ast.Module:
    """Return a module of the imports that begin a line, each read by itself."""
    body: list[ast.stmt] = []
    for number, line in enumerate(lines):
        if line.lstrip().startswith(("import ", "from ")):
            body += _import_at(lines, number)
    return ast.Module(body=body, type_ignores=[])


def _import_at(lines: Sequence[str], first: int) -> list[ast.stmt]:
    text = lines[first].lstrip()
    for number in range(first + 1, first + _MOST_IMPORT_LINES):
        try:
            tree = parse(text)
        except SyntaxError:
            if number >= len(lines):
                break
            text += "\n" + lines[number]
            continue
        ast.increment_lineno(tree, first)
        return tree.body
    return []
