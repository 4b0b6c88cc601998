"""Where the text of a document binds names now, and which of those places made what a session holds by the name.

A place made an object if the object's origin says the same statement; where no origin is known, if there is no other
place that binds the name. In doubt, none did.
"""

from __future__ import annotations

import ast

from ..inspection.classes import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from ..registry.entry import Entry
    from ..selection.source import Source, Span
    from .live import LiveNames

_MADE_HERE = (ast.Assign, ast.AnnAssign, ast.With, ast.AsyncWith, ast.Expr, ast.If, ast.While)
"""Statements whose names keep what was bound there; a loop binds anew, `+=` changes what was bound elsewhere."""


class TextBinding:
    """One place that binds a name."""

    __slots__ = ("is_annotated", "keeps", "name", "span", "statement")

    def __init__(self, source: Source, node: ast.Name, statement: ast.stmt) -> None:
        self.name = node.id
        self.span: Span = source.span_of(node)
        self.statement = _plain(source.text_of(source.span_of(statement)))
        self.keeps = isinstance(statement, _MADE_HERE)
        self.is_annotated = isinstance(statement, ast.AnnAssign)


def bindings_in(source: Source) -> dict[str, list[TextBinding]]:
    """Return all places that bind names, by name, in the order of the text."""
    found: dict[str, list[TextBinding]] = {}
    for node, statement in _stored_names(source.tree):
        found.setdefault(node.id, []).append(TextBinding(source, node, statement))
    for places in found.values():
        places.sort(key=lambda place: place.span)
    return found


def maker_of(
    name: str, places: Sequence[TextBinding], names: LiveNames, uri: str
) -> TextBinding | None:
    """Return the place that made what the session holds by `name`, None if that is not sure."""
    obj = names.bound(name)
    if obj is ABSENT:
        return None
    entry = names.entry_of(obj)
    told = _expression_of(entry)
    if told is None:
        return places[0] if len(places) == 1 and places[0].keeps else None
    if entry is None or entry.origin is None or entry.origin.get("uri") != uri:
        return None
    made = [place for place in places if place.keeps and _says(told, place.statement)]
    return made[-1] if made else None


def _expression_of(entry: Entry | None) -> str | None:
    if entry is None or entry.origin is None or entry.origin.get("uri") is None:
        return None
    expression: Any = entry.origin["expression"]
    return _plain(expression)


def _says(expression: str, statement: str) -> bool:
    """Return whether a statement is what was run, or one of the lines of it."""
    return f"\n{statement}\n" in f"\n{expression}\n"


def _plain(text: str) -> str:
    """Return text without what moving it to another depth changes."""
    return "\n".join([line.strip() for line in text.split("\n")])


def _stored_names(tree: ast.Module) -> Iterator[tuple[ast.Name, ast.stmt]]:
    waiting: list[tuple[ast.AST, ast.stmt | None]] = [(tree, None)]
    while waiting:
        node, statement = waiting.pop()
        if isinstance(node, ast.stmt):
            statement = node
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and statement:
            yield node, statement
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.comprehension):
                # Its variables are its own.
                waiting += [(child.iter, statement), *((test, statement) for test in child.ifs)]
            else:
                waiting.append((child, statement))
