"""Checks a selection against the place it was cut out of: the same words may mean something else there.

`a = 1` is an assignment on a line of its own, an argument within a call, a default within a parameter list.
"""

from __future__ import annotations

import ast

from .reasons import Unreadable
from .snippet import Snippet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .source import Source


def check_setting(document: Source, snippet: Snippet) -> Snippet:
    """Return the snippet as it is meant where it stands.

    Raises:
        Unreadable: what it looks like is not what it is there.
    """
    start = snippet.span[0]
    around = document.nodes_at(start)
    statement = snippet.body[0]
    if isinstance(statement, ast.Expr):
        return _without_separator(document, snippet, around)
    if any(isinstance(node, ast.stmt) and document.span_of(node)[0] == start for node in around):
        return snippet
    if _is_prose(around) or not _is_inside_statement(document, around, start):
        return snippet
    if any(isinstance(node, (ast.keyword, ast.arg)) for node in around):
        raise Unreadable("That is an argument here, not an assignment: select the whole call.")
    raise Unreadable("That is a part of a larger statement here: select all of it.")


def _is_prose(around: list[Any]) -> bool:
    """Return whether the place is within a text, where code stands as an example."""
    innermost = around[-1] if around else None
    is_text = isinstance(innermost, ast.Constant) and isinstance(innermost.value, (str, bytes))
    return is_text or isinstance(innermost, ast.JoinedStr)


def _is_inside_statement(document: Source, around: list[Any], start: tuple[int, int]) -> bool:
    """Return whether the place is within a statement's own text, not between the statements of its block."""
    statements = [
        node for node in around if isinstance(node, ast.stmt) and document.span_of(node)[1] > start
    ]
    if not statements:
        return False
    body = getattr(statements[-1], "body", None)
    return not body or start < document.span_of(body[0])[0]


def _without_separator(document: Source, snippet: Snippet, around: list[Any]) -> Snippet:
    """Leave out a comma that separates the selected item from the next and makes no tuple here: `f(x),`."""
    value = snippet.body[0].value
    is_one_item = isinstance(value, ast.Tuple) and len(value.elts) == 1 and len(snippet.body) == 1
    if not is_one_item or snippet.source.text_of(snippet.span).startswith("("):
        return snippet
    if any(
        isinstance(node, ast.Tuple) and document.span_of(node) == snippet.span for node in around
    ):
        return snippet
    item = value.elts[0]
    if not any(
        isinstance(node, ast.expr) and document.span_of(node) == snippet.source.span_of(item)
        for node in around
    ):
        return snippet
    return Snippet(
        snippet.source, [ast.copy_location(ast.Expr(item), item)], snippet.source.span_of(item)
    )
