"""Open documents, each known to the host whose session its names mean, as far as there is one.

The gateway keeps the texts: a document may be attached long after it was opened, and its session may move.
"""

from __future__ import annotations

from ..language.documents import Documents
from ..language.positions import ENCODINGS
from ..worker.parameters import list_of, object_of, optional_text_of, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .link import Link

ATTACH = "snakebridge/attachDocument"
DID_OPEN = "textDocument/didOpen"


class DocumentRouting:
    """Texts, and which session each document means."""

    def __init__(self) -> None:
        self._documents = Documents()

    def count_as(self, encoding: str) -> None:
        """Count characters as the client does; before any document is opened."""
        self._documents = Documents(ENCODINGS[encoding])

    def open(self, params: dict[str, Any]) -> None:
        """Take in `textDocument/didOpen`."""
        document = object_of(params, "textDocument")
        self._documents.open(text_of(document, "uri"), text_of(document, "text"))

    def change(self, params: dict[str, Any]) -> None:
        """Take in `textDocument/didChange`."""
        uri = text_of(object_of(params, "textDocument"), "uri")
        self._documents.change(uri, list_of(params, "contentChanges"))

    def close(self, params: dict[str, Any]) -> None:
        """Take in `textDocument/didClose`."""
        self._documents.close(text_of(object_of(params, "textDocument"), "uri"))

    def attach(self, params: dict[str, Any]) -> None:
        """Take in `snakebridge/attachDocument`."""
        self._documents.attach(text_of(params, "uri"), optional_text_of(params, "session"))

    def session_meant(self, params: dict[str, Any]) -> str | None:
        """Return the session that a request of LSP means by its document, if any."""
        for place in (params.get("textDocument"), params.get("data")):
            if type(place) is dict and type(place.get("uri")) is str:
                return self._documents.session_of(place["uri"])
        return None

    def tell(self, link: Link, only: str | None = None) -> None:
        """Tell a host of the documents that mean its session."""
        for uri in self._documents.attached_to(link.session_id):
            if only not in (None, uri):
                continue
            document = self._documents.get(uri)
            if document is not None:
                told = {"uri": uri, "languageId": "python", "version": 0, "text": document.text}
                link.notify(DID_OPEN, {"textDocument": told})
            link.request(ATTACH, {"uri": uri, "session": link.session_id})
