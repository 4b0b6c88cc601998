"""What a caret means: the smallest call or attribute chain around it, with its assignment, else its statement."""

from __future__ import annotations

import ast

from .reasons import Unreadable
from .snippet import Snippet, read_snippet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Any

    from .source import Place, Source

_SIMPLE = (
    ast.Expr,
    ast.Assign,
    ast.AnnAssign,
    ast.AugAssign,
    ast.Import,
    ast.ImportFrom,
    ast.Delete,
    ast.Assert,
)
_MOST_LINES = 12
"""Lines around a caret that are tried as a statement of their own in a text that Python cannot read."""


def snippet_at(document: Source, place: Place, left_out: Collection[int]) -> Snippet:
    """Return the code that a caret at `place` means; the tree has nothing for the lines that were left out.

    Raises:
        Unreadable: the caret is on nothing that could be run.
    """
    if place[0] not in left_out:
        in_doubt = _may_continue(document.lines, left_out, place[0])
        return _snippet(document, _node_at(document, place, chains_only=in_doubt))
    for count in range(1, _MOST_LINES + 1):
        for first in range(max(0, place[0] - count + 1), place[0] + 1):
            last = min(first + count, len(document.lines)) - 1
            if last >= place[0]:
                snippet = _try_lines(document, first, last, place)
                if snippet is not None:
                    return snippet
    raise Unreadable(
        "Python cannot read the line at the caret: complete it, or select what should run."
    )


def _try_lines(document: Source, first: int, last: int, place: Place) -> Snippet | None:
    try:
        read = read_snippet(document.lines, ((first, 0), (last, len(document.lines[last]))))
        return _snippet(read.source, _node_at(read.source, place, chains_only=True))
    except Unreadable:
        return None


def _snippet(source: Source, node: Any) -> Snippet:
    span = source.span_of(node)
    statement = node if isinstance(node, ast.stmt) else ast.copy_location(ast.Expr(node), node)
    return Snippet(source, [statement], span)


def _may_continue(lines: Sequence[str], left_out: Collection[int], line: int) -> bool:
    """Return whether a line may belong to a statement above it that could not be read: an open bracket."""
    indentation = len(lines[line]) - len(lines[line].lstrip())
    for above in range(line - 1, -1, -1):
        text = lines[above].lstrip()
        if not text:
            return False
        if above in left_out:
            return len(lines[above]) - len(text) < indentation
    return False


def _node_at(source: Source, place: Place, *, chains_only: bool) -> ast.expr | ast.stmt:
    around = source.nodes_at(place)
    called = [node.func for node in around if isinstance(node, ast.Call)]
    chains = [
        node for node in around if _is_chain(node) and not any(node is func for func in called)
    ]
    statements = [node for node in around if isinstance(node, ast.stmt)]
    statement: Any = statements[-1] if statements else None
    if chains:
        smallest = source.smallest(chains)
        is_whole = _value_of(statement) is smallest and not chains_only
        return statement if is_whole else smallest
    if isinstance(statement, _SIMPLE) and not chains_only:
        return statement
    raise Unreadable("There is no call at the caret: put it on one, or select what should run.")


def _is_chain(node: Any) -> bool:
    is_read = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    return is_read or isinstance(node, ast.Call)


def _value_of(statement: Any) -> ast.expr | None:
    """Return the whole value of an assignment or expression statement, awaited or not."""
    if not isinstance(statement, (ast.Expr, ast.Assign, ast.AnnAssign)):
        return None
    return statement.value.value if isinstance(statement.value, ast.Await) else statement.value
