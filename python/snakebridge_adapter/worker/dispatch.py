"""The table of requests: wire method name to the function that answers it.

Functions live in `handlers/*` and are imported when first needed, so that a method nobody calls costs
nothing at start. They take `(context, params)` and return what goes into `result`, or raise
`AdapterError` (a failure the wire has a name for), `InvalidParams`, or `RequestError` (other JSON-RPC codes).
The names are spelled here and in `src/protocol/methods.ts`; a contract test compares both.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .context import Context

    HandlerFunction = Callable[[Context, Any], Any]

EXECUTION = "execution"
"""Runs user code: on the main thread, queued, in order within a session. Takes `(context, request)` and returns JSON
text."""
ORDERED = "ordered"
"""Runs no user code, answered at once unless requests of the same session sent before it still need to run."""
SIDE = "side"
"""Runs no user code, answered at once also while user code runs, by whichever thread reads."""
URGENT = "urgent"
"""Acted on when it is read, before anything that was read with it."""

_PACKAGE = __name__.partition(".")[0]


class Handler:
    """How one method is answered."""

    __slots__ = ("_target", "function", "kind")

    def __init__(self, kind: str, target: str) -> None:
        """Name the function as `module.function` inside `handlers`."""
        self.kind = kind
        self._target = target
        self.function: HandlerFunction = self._load_and_call
        """The function itself, imported when first called."""

    def load(self) -> HandlerFunction:
        """Import the function ahead of its first call."""
        module_name, _, name = self._target.rpartition(".")
        full_name = f"{_PACKAGE}.handlers.{module_name}"
        __import__(full_name)
        self.function = getattr(sys.modules[full_name], name)
        return self.function

    def _load_and_call(self, context: Context, argument: Any) -> Any:
        return self.load()(context, argument)


REQUESTS: dict[str, Handler] = {
    "initialize": Handler(SIDE, "lifecycle.initialize"),
    "shutdown": Handler(SIDE, "lifecycle.shutdown"),
    "textDocument/hover": Handler(SIDE, "language.hover"),
    "textDocument/completion": Handler(SIDE, "language.completion"),
    "completionItem/resolve": Handler(SIDE, "language.resolve_completion"),
    "textDocument/signatureHelp": Handler(SIDE, "language.signature_help"),
    "textDocument/definition": Handler(SIDE, "language.definition"),
    "textDocument/typeDefinition": Handler(SIDE, "language.type_definition"),
    "textDocument/inlayHint": Handler(SIDE, "language.inlay_hint"),
    "textDocument/codeAction": Handler(SIDE, "editor_commands.code_action"),
    "workspace/executeCommand": Handler(EXECUTION, "editor_commands.execute_command"),
    "snakebridge/call": Handler(EXECUTION, "execution.call"),
    "snakebridge/get": Handler(EXECUTION, "execution.get"),
    "snakebridge/method": Handler(EXECUTION, "execution.method"),
    "snakebridge/attr": Handler(EXECUTION, "execution.attr"),
    "snakebridge/setAttr": Handler(EXECUTION, "execution.set_attr"),
    "snakebridge/run": Handler(EXECUTION, "execution.run"),
    "snakebridge/runCell": Handler(EXECUTION, "cells.run_cell"),
    "snakebridge/streamNext": Handler(EXECUTION, "streams.stream_next"),
    "snakebridge/streamClose": Handler(EXECUTION, "streams.stream_close"),
    "snakebridge/evaluate": Handler(EXECUTION, "evaluation.evaluate"),
    "snakebridge/display": Handler(EXECUTION, "display.display"),
    "snakebridge/tableOpen": Handler(EXECUTION, "tables.open_table"),
    "snakebridge/tableArrange": Handler(EXECUTION, "tables.arrange"),
    "snakebridge/tableWindow": Handler(EXECUTION, "tables.window"),
    "snakebridge/tableClose": Handler(SIDE, "tables.close_table"),
    "snakebridge/exitContext": Handler(EXECUTION, "contexts.exit_context"),
    "snakebridge/openSession": Handler(ORDERED, "sessions.open_session"),
    "snakebridge/release": Handler(ORDERED, "sessions.release"),
    "snakebridge/releaseImpact": Handler(SIDE, "letting_go.release_impact"),
    "snakebridge/restore": Handler(ORDERED, "letting_go.restore"),
    "snakebridge/verifyRelease": Handler(SIDE, "letting_go.verify_release"),
    "snakebridge/releaseSession": Handler(ORDERED, "sessions.release_session"),
    "snakebridge/sessions": Handler(SIDE, "sessions.sessions"),
    "snakebridge/refs": Handler(SIDE, "sessions.refs"),
    "snakebridge/extend": Handler(SIDE, "sessions.extend"),
    "snakebridge/pin": Handler(SIDE, "sessions.pin"),
    "snakebridge/subscribe": Handler(SIDE, "sessions.subscribe"),
    "snakebridge/children": Handler(SIDE, "inspection.children"),
    "snakebridge/describe": Handler(SIDE, "inspection.describe"),
    "snakebridge/copy": Handler(SIDE, "copying.copy"),
    "snakebridge/search": Handler(SIDE, "search.search"),
    "snakebridge/parseSelection": Handler(SIDE, "selection.parse_selection"),
    "snakebridge/attachDocument": Handler(SIDE, "documents.attach_document"),
    "snakebridge/interrupt": Handler(SIDE, "worker.interrupt"),
    "snakebridge/ping": Handler(SIDE, "worker.ping"),
}
"""Every request this adapter answers."""

NOTIFICATIONS: dict[str, Handler] = {
    "$/cancelRequest": Handler(URGENT, "worker.cancel_request"),
    "exit": Handler(URGENT, "lifecycle.exit_worker"),
    "textDocument/didOpen": Handler(SIDE, "documents.did_open"),
    "textDocument/didChange": Handler(SIDE, "documents.did_change"),
    "textDocument/didClose": Handler(SIDE, "documents.did_close"),
}
"""Every notification this adapter acts on; others are ignored, as LSP asks."""


class RequestError(Exception):
    """A failure that JSON-RPC itself has a code for."""

    def __init__(self, code: int, message: str) -> None:
        """Keep the code beside the message."""
        super().__init__(message)
        self.code = code


PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603
SERVER_NOT_INITIALIZED = -32002
