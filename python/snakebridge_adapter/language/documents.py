"""Open text documents, kept in step with the editor, and the session whose names each one means.

Changes come as the editor makes them (LSP's incremental sync): ranges, one after the other. What is
attached stays attached while a document is closed and opened again, as editors do to change its language.
"""

from __future__ import annotations

from ..errors import InvalidParams
from .positions import UTF_16, read_range, split_keeping_ends

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..selection.source import Place, Source
    from .positions import Encoding
    from .recovery import LenientTree
    from .text_bindings import TextBinding

_MOST_ATTACHED = 10_000
LARGE = 150_000
"""Characters from which on a document is large."""


class Document:
    """The lines of one document, each with its end."""

    __slots__ = ("_bare", "_bindings", "_lines", "_tree", "encoding")

    def __init__(self, text: str, encoding: Encoding = UTF_16) -> None:
        self.encoding = encoding
        """How the editor counts characters."""
        self._lines = split_keeping_ends(text)
        self._bare: list[str] | None = None
        self._tree: LenientTree | None = None
        self._bindings: dict[str, list[TextBinding]] | None = None

    @property
    def text(self) -> str:
        """The whole text, its line ends as they are."""
        return "".join(self._lines)

    @property
    def lines(self) -> Sequence[str]:
        """The lines without their ends."""
        if self._bare is None:
            self._bare = [line.rstrip("\r\n") for line in self._lines]
        return self._bare

    @property
    def tree(self) -> LenientTree:
        """The syntax tree of what Python can read, made when it is first asked for."""
        if self._tree is None:
            from .recovery import parse_leniently

            self._tree = parse_leniently(self.lines)
        return self._tree

    @property
    def bindings(self) -> dict[str, list[TextBinding]]:
        """The places that bind names, by name."""
        if self._bindings is None:
            from .text_bindings import bindings_in

            self._bindings = bindings_in(self.source())
        return self._bindings

    @property
    def is_large(self) -> bool:
        """Whether parsing all of it takes longer than somebody who types waits."""
        return sum(map(len, self._lines)) > LARGE

    @property
    def outline(self) -> LenientTree:
        """The tree, of a large document that was not parsed yet its imports alone."""
        if self._tree is None and self.is_large:
            from .recovery import parse_imports

            return parse_imports(self.lines)
        return self.tree

    def source(self, tree: LenientTree | None = None) -> Source:
        """Return the lines with their tree, or another one."""
        from ..selection.source import Source

        return Source(self.lines, (tree or self.tree).tree, encoding=self.encoding)

    def place_of(self, position: tuple[int, int]) -> Place:
        """Return the place of an LSP position; past the end is the end."""
        line, character = position
        if line >= len(self._lines):
            return len(self._lines) - 1, len(self._lines[-1])
        return line, self.encoding.to_index(self._lines[line].rstrip("\r\n"), character)

    def position_of(self, place: Place) -> dict[str, int]:
        """Return a place as an LSP position."""
        line, index = place
        return {"line": line, "character": self.encoding.to_character(self.lines[line], index)}

    def apply(self, change: Any) -> None:
        """Apply one LSP `TextDocumentContentChangeEvent`.

        Raises:
            InvalidParams: it is none.
        """
        if type(change) is not dict or type(change.get("text")) is not str:
            raise InvalidParams("a change has a text")
        if change.get("range") is None:
            self._lines = split_keeping_ends(change["text"])
        else:
            self._replace(*read_range(change["range"]), change["text"])
        self._bare = self._tree = self._bindings = None

    def _replace(self, start: tuple[int, int], end: tuple[int, int], text: str) -> None:
        first, start_index = self.place_of(start)
        last, end_index = self.place_of(end)
        replaced = self._lines[first][:start_index] + text + self._lines[last][end_index:]
        # `\r` and `\n` that come to stand side by side are one end of line.
        if first > 0 and self._lines[first - 1].endswith("\r"):
            first -= 1
            replaced = self._lines[first] + replaced
        if last + 1 < len(self._lines) and replaced.endswith("\r"):
            last += 1
            replaced += self._lines[last]
        lines = split_keeping_ends(replaced)
        if last + 1 < len(self._lines):
            lines.pop()
        self._lines[first : last + 1] = lines


class Documents:
    """All open documents by URI."""

    def __init__(self, encoding: Encoding = UTF_16) -> None:
        """`encoding`: how the editor counts characters."""
        self._encoding = encoding
        self._open: dict[str, Document] = {}
        self._sessions: dict[str, str] = {}

    def open(self, uri: str, text: str) -> None:
        """Take in a document that was opened; again, if it was open."""
        self._open[uri] = Document(text, self._encoding)

    def change(self, uri: str, changes: Sequence[Any]) -> None:
        """Apply changes in their order; those of a document that is not open are left alone."""
        document = self._open.get(uri)
        if document is not None:
            for change in changes:
                document.apply(change)

    def close(self, uri: str) -> None:
        """Forget the text of a document."""
        self._open.pop(uri, None)

    def get(self, uri: str) -> Document | None:
        """Return an open document."""
        return self._open.get(uri)

    def attach(self, uri: str, session_id: str | None) -> None:
        """Let the names of a document mean those of a session; None: of none."""
        self._sessions.pop(uri, None)
        if session_id is not None:
            self._sessions[uri] = session_id
            if len(self._sessions) > _MOST_ATTACHED:
                del self._sessions[next(iter(self._sessions))]

    def session_of(self, uri: str) -> str | None:
        """Return the id of the session a document is attached to."""
        return self._sessions.get(uri)

    def attached_to(self, session_id: str) -> list[str]:
        """Return the URIs attached to a session, open or not."""
        return [uri for uri, attached in self._sessions.items() if attached == session_id]
