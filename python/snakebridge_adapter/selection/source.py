"""Text with its syntax tree, and where nodes of the tree lie in it.

Places are pairs of a 0-based line and an index in it; spans are pairs of places. Both compare as tuples.
"""

from __future__ import annotations

import ast
import sys

from ..language.positions import UTF_16, from_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..language.positions import Encoding

    Place = tuple[int, int]
    Span = tuple[Place, Place]


class Source:
    """Lines and a tree over them; `shift` is added to the tree's line numbers."""

    def __init__(
        self,
        lines: Sequence[str],
        tree: ast.Module,
        shift: int = 0,
        encoding: Encoding = UTF_16,
    ) -> None:
        self.lines = lines
        self.tree = tree
        self.encoding = encoding
        """How the positions count that come in and go out."""
        self._shift = shift - 1

    def place_of(self, position: tuple[int, int]) -> Place:
        """Return the place of an LSP position; past the end is the end."""
        line, character = position
        if line >= len(self.lines):
            return len(self.lines) - 1, len(self.lines[-1])
        return line, self.encoding.to_index(self.lines[line], character)

    def span_of(self, node: Any) -> Span:
        """Return where a node of the tree lies, decorators included."""
        start = self._place(node.lineno, node.col_offset)
        for decorator in getattr(node, "decorator_list", ())[:1]:
            line, index = self._place(decorator.lineno, decorator.col_offset)
            start = line, self.lines[line].rindex("@", 0, index)
        return start, self._place(node.end_lineno, node.end_col_offset)

    def _place(self, line_number: int, offset: int) -> Place:
        line = line_number + self._shift
        return line, from_bytes(self.lines[line], offset)

    def text_of(self, span: Span) -> str:
        """Return the text of a span as it stands."""
        (first, start), (last, end) = span
        if first == last:
            return self.lines[first][start:end]
        inner = self.lines[first + 1 : last]
        return "\n".join([self.lines[first][start:], *inner, self.lines[last][:end]])

    def nodes_at(self, place: Place) -> list[Any]:
        """Return the nodes that a place lies in or at the edge of, outer before inner."""
        found: list[Any] = []
        waiting: list[Any] = [self.tree]
        line_number = place[0] - self._shift
        while waiting:
            node = waiting.pop()
            if hasattr(node, "lineno"):
                # Lines first: most nodes are far away, and a span takes time to find.
                first = getattr(node, "decorator_list", None) or (node,)
                if not first[0].lineno <= line_number <= node.end_lineno:
                    continue
                start, end = self.span_of(node)
                if not start <= place <= end:
                    continue
                found.append(node)
            # Before CPython 3.12 what is inside an f-string has no true position.
            if not isinstance(node, ast.JoinedStr) or sys.version_info >= (3, 12):
                waiting += ast.iter_child_nodes(node)
        return found

    def smallest(self, nodes: Sequence[Any]) -> Any:
        """Return the node that covers least."""
        return min(nodes, key=lambda node: self._extent(self.span_of(node)))

    def _extent(self, span: Span) -> tuple[int, int]:
        (first, start), (last, end) = span
        return last - first, end - start if first == last else 0

    def range_of(self, span: Span) -> dict[str, Any]:
        """Return a span as an LSP `Range`."""
        start, end = (
            {"line": line, "character": self.encoding.to_character(self.lines[line], index)}
            for line, index in span
        )
        return {"start": start, "end": end}
