"""Commands for editors that know LSP and nothing of `snakebridge/*`: run what is selected, share a session.

An editor shows what a command answers as an error, or not at all: what came of a run is told as a message.
"""

from __future__ import annotations

from ..language.positions import read_range, to_character
from ..worker.dispatch import RequestError
from ..worker.parameters import list_of, object_of, text_of
from .documents import attach_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..language.documents import Document
    from ..registry.session import Session
    from ..worker.context import Context
    from ..worker.requests import Request

ATTACH = "snakebridge.attach"
RUN = "snakebridge.run"

REQUEST_FAILED = -32803
"""LSP's code for what is well-formed and cannot be done."""

_INFORMATION = 3
_MAX_MESSAGE = 200
_MAX_EXPRESSION = 1_000


def code_action(context: Context, params: dict[str, Any]) -> list[dict[str, Any]]:
    """Offer to run the selection, or what the caret is on."""
    uri = text_of(object_of(params, "textDocument"), "uri")
    read_range(params.get("range"))
    if not context.has_document_sessions or context.documents.get(uri) is None:
        return []
    arguments = [{"uri": uri, "range": params["range"]}]
    return [{"title": "Run in Python", "command": RUN, "arguments": arguments}]


def execute_command(context: Context, request: Request) -> str:
    """Run a command and return its result as JSON text."""
    command = text_of(request.params, "command")
    arguments = list_of(request.params, "arguments")
    argument = object_of({"argument": arguments[0] if arguments else None}, "argument")
    if command == ATTACH:
        attach_document(context, argument)
        return "null"
    if command == RUN:
        return _run(context, request, argument)
    raise RequestError(REQUEST_FAILED, f"unknown command {command}")


def _run(context: Context, request: Request, argument: dict[str, Any]) -> str:
    from .execution import run

    uri = text_of(argument, "uri")
    document, session_id = context.documents.get(uri), context.documents.session_of(uri)
    if document is None or session_id is None:
        raise RequestError(REQUEST_FAILED, f"{uri} is not open, or has no session")
    session = context.registry.session(session_id)
    parsed = _parsed(document, session, argument)
    bind = parsed["bind"]
    # What was bound is asked for, so that it becomes a ref that knows where it was made.
    source = parsed["program"] if bind is None else f"{parsed['program']}\n{bind}"
    origin = {
        "expression": parsed["source"][:_MAX_EXPRESSION],
        "uri": uri,
        "range": parsed["range"],
    }
    request.params = {"session": session_id, "source": source, "origin": origin}
    answer = run(context, request)
    context.notify("window/showMessage", {"type": _INFORMATION, "message": _told(context, answer)})
    return answer


def _parsed(document: Document, session: Session, argument: dict[str, Any]) -> dict[str, Any]:
    from ..selection.parse import parse_selection

    start, end = (_counted(document, place) for place in read_range(argument.get("range")))
    parsed = parse_selection(session, document.text, start, end, to_run=True)
    if parsed["kind"] == "invalid":
        raise RequestError(REQUEST_FAILED, parsed["reason"])
    return parsed


def _counted(document: Document, position: tuple[int, int]) -> tuple[int, int]:
    """Return a position of the editor's in UTF-16."""
    line, index = document.place_of(position)
    return line, to_character(document.lines[line], index)


def _told(context: Context, answer: str) -> str:
    """Return on one line what came of a run; its answer is JSON, of a ref or a value."""
    from ..inspection.summary import summarize
    from ..language.completion_items import one_line, told_by
    from ..wire.json_text import parse

    wire: Any = parse(answer.encode())
    is_ref = type(wire) is dict and wire.get("__type__") in ("ref", "stream_ref")
    obj = context.registry.peek(wire["session_id"], wire["id"]).obj if is_ref else wire
    return one_line(f"⇒ {told_by(summarize(obj))}", _MAX_MESSAGE)
