"""The expression under a position that a hover is about: a name, and attributes and constant subscripts of it."""

from __future__ import annotations

import ast

from ..selection.source import Source
from .parsing import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..selection.source import Place
    from .documents import Document

_CHAINS = (ast.Name, ast.Attribute, ast.Subscript)


class Chain:
    """A name, the steps from it, and where all of it stands."""

    __slots__ = ("name", "place", "range", "steps", "text")

    def __init__(
        self, source: Source, node: ast.expr, name: str, steps: list[tuple[str, Any]]
    ) -> None:
        span = source.span_of(node)
        self.name = name
        self.steps = steps
        """Pairs of `attr` and a name, or `key` and a constant."""
        self.text = source.text_of(span)
        self.place = span[0]
        self.range = source.range_of(span)
        """As an LSP `Range`."""


def chain_at(document: Document, position: tuple[int, int]) -> Chain | None:
    """Return the chain that a position is on, None if it is on none."""
    source: Source | None = document.source()
    place = document.place_of(position)
    if place[0] in document.tree.left_out:
        source = _dotted_name(document, place)
    nodes = [node for node in source.nodes_at(place) if isinstance(node, _CHAINS)] if source else []
    if source is None or not nodes:
        return None
    chain = source.smallest(nodes)
    steps = steps_of(chain)
    return None if steps is None else Chain(source, chain, *steps)


def steps_in(text: str) -> tuple[str, list[tuple[str, Any]]] | None:
    """Return the name that an expression begins with and the steps from it; None: it is more than that."""
    try:
        tree = parse(f"({text}\n)")
    except SyntaxError:
        return None
    statement = tree.body[0] if len(tree.body) == 1 else None
    return steps_of(statement.value) if isinstance(statement, ast.Expr) else None


def steps_of(node: ast.expr) -> tuple[str, list[tuple[str, Any]]] | None:
    """Return the name that a chain begins with and the steps from it; None: it is no chain."""
    steps: list[tuple[str, Any]] = []
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Attribute):
            steps.insert(0, ("attr", node.attr))
        elif isinstance(node, ast.Subscript):
            key = _constant(node.slice)
            if key is ...:
                return None
            steps.insert(0, ("key", key))
        else:
            return None
        node = node.value
    return node.id, steps


def _constant(node: ast.expr) -> Any:
    """Return the constant that a subscript is, `...` if it is none that a key could be."""
    try:
        key = ast.literal_eval(node)
        hash(key)  # of built-in types alone
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return ...
    return key


def _dotted_name(document: Document, place: Place) -> Source | None:
    """Return the dotted name around a place of a line that Python cannot read."""
    line, index = place
    text = document.lines[line]
    start = end = index
    while start and (text[start - 1] in "._" or text[start - 1].isalnum()):
        start -= 1
    while end < len(text) and (text[end] == "_" or text[end].isalnum()):
        end += 1
    blank = " " * start
    try:
        tree = parse(f"if 1:\n {blank}{text[start:end]}")
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if hasattr(node, "col_offset"):  # which those with an end have, as no type says
            node.col_offset -= 1  # type: ignore[attr-defined]
            node.end_col_offset -= 1  # type: ignore[attr-defined]
    shown = list(document.lines)
    shown[line] = blank + text[start:end]
    return Source(shown, tree, line - 1, document.encoding)
