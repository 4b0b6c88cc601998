"""Open documents and the session that the names of each one mean. Nothing is run."""

from __future__ import annotations

from ..registry.session_table import MAX_SESSION_ID_UNITS
from ..worker.parameters import list_of, object_of, optional_text_of, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..worker.context import Context


def did_open(context: Context, params: dict[str, Any]) -> None:
    """Take in a document that was opened."""
    document = object_of(params, "textDocument")
    uri = text_of(document, "uri")
    context.documents.open(uri, text_of(document, "text"))
    if context.has_document_sessions and context.documents.session_of(uri) is None:
        session_id = uri[-MAX_SESSION_ID_UNITS:]
        context.registry.open(session_id, label=uri.rpartition("/")[2])
        context.documents.attach(uri, session_id)
    if context.documents.session_of(uri) is not None:
        # An editor that asked before the document was there got nothing.
        _expect_other_hints(context)


def did_change(context: Context, params: dict[str, Any]) -> None:
    """Apply the changes of a document."""
    uri = text_of(object_of(params, "textDocument"), "uri")
    context.documents.change(uri, list_of(params, "contentChanges"))


def did_close(context: Context, params: dict[str, Any]) -> None:
    """Forget a document that was closed."""
    context.documents.close(text_of(object_of(params, "textDocument"), "uri"))


def attach_document(context: Context, params: dict[str, Any]) -> None:
    """Let the names of a document mean those of a session."""
    context.documents.attach(text_of(params, "uri"), optional_text_of(params, "session"))
    _expect_other_hints(context)


def _expect_other_hints(context: Context) -> None:
    hints = context.hints()
    if hints is not None:
        hints.expect_others()
