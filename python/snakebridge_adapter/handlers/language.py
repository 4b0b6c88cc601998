"""The language features of LSP: what a place of a document means among the live objects. Nothing is run."""

from __future__ import annotations

from ..errors import InvalidParams
from ..language.positions import read_position, read_range
from ..wire.json_text import to_json
from ..worker.parameters import object_of, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..language.documents import Document
    from ..registry.session import Session
    from ..worker.context import Context

    Asked = tuple[str, Document, Session]


_FOR_CHARACTER = 2
"""LSP's `CompletionTriggerKind.TriggerCharacter`."""


def hover(context: Context, params: dict[str, Any]) -> dict[str, Any] | None:
    """Describe the live object under a position, None if there is none."""
    position, asked = read_position(params.get("position")), _asked(context, params)
    if asked is None:
        return None
    from ..language.hover import hover_at

    _, document, session = asked
    return hover_at(document, position, session, context.registry.clock())


def completion(context: Context, params: dict[str, Any]) -> dict[str, Any] | None:
    """List what may follow at a caret, None if nothing live is meant."""
    position, asked = read_position(params.get("position")), _asked(context, params)
    if asked is None:
        return None
    from ..language.completion import complete_at

    uri, document, session = asked
    for_character = object_of(params, "context").get("triggerKind") == _FOR_CHARACTER
    found = complete_at(document, position, session, for_character=for_character)
    for item in found["items"] if found is not None else ():
        if "data" in item:
            item["data"]["uri"] = uri
    return found


def resolve_completion(context: Context, item: dict[str, Any]) -> dict[str, Any]:
    """Add the documentation to an item of a completion."""
    _check_returnable(item)
    data = object_of(item, "data")
    asked = _asked(context, {"textDocument": data}) if data else None
    if asked is None:
        return item
    from ..language.completion import documentation_of
    from ..language.live import LiveNames

    _, document, session = asked
    doc = documentation_of(LiveNames(document, session), data)
    if doc is None:
        return item
    return {**item, "documentation": {"kind": "plaintext", "value": doc}}


def _check_returnable(item: dict[str, Any]) -> None:
    """Refuse a number that JSON can say, as 1e400, but that Python has no float for to say again."""
    try:
        to_json(item)
    except ValueError as error:
        raise InvalidParams(str(error)) from None


def signature_help(context: Context, params: dict[str, Any]) -> dict[str, Any] | None:
    """Tell the signature of the call a caret is in."""
    position, asked = read_position(params.get("position")), _asked(context, params)
    if asked is None:
        return None
    from ..language.signature_help import signature_help_at

    _, document, session = asked
    return signature_help_at(document, position, session)


def definition(context: Context, params: dict[str, Any]) -> dict[str, Any] | None:
    """Tell where what stands at a position was bound or is defined."""
    position, asked = read_position(params.get("position")), _asked(context, params)
    if asked is None:
        return None
    from ..language.definition import definition_at

    uri, _, session = asked
    return definition_at(context.documents, uri, position, session)


def type_definition(context: Context, params: dict[str, Any]) -> dict[str, Any] | None:
    """Tell where the class is defined of what stands at a position."""
    position, asked = read_position(params.get("position")), _asked(context, params)
    if asked is None:
        return None
    from ..language.definition import type_definition_at

    _, document, session = asked
    return type_definition_at(document, position, session)


def inlay_hint(context: Context, params: dict[str, Any]) -> list[dict[str, Any]] | None:
    """List the types of live objects behind their names in a range."""
    span, asked = read_range(params.get("range")), _asked(context, params)
    if asked is None:
        return None
    from ..language.inlay_hints import hints_in

    uri, document, session = asked
    shown = context.hints()
    if shown is not None:
        shown.show(session)
    return hints_in(document, span, session, uri)


def _asked(context: Context, params: dict[str, Any]) -> Asked | None:
    """Return URI, document and session that a request is about; None without a session."""
    uri = text_of(object_of(params, "textDocument"), "uri")
    document, session_id = context.documents.get(uri), context.documents.session_of(uri)
    session = context.registry.find(session_id) if session_id is not None else None
    return None if document is None or session is None else (uri, document, session)
