"""From frames to requests: tells messages apart, refuses what is none, queues or answers the rest.

Runs on the thread that reads. While the main thread is busy that is the standby reader, and what runs no user code
is answered here and now; only the rest waits.
"""

from __future__ import annotations

from ..wire.framing import LadenFrame
from ..wire.json_text import JsonError, parse, to_json
from .context import NEW, READY
from .dispatch import (
    EXECUTION,
    INVALID_PARAMS,
    INVALID_REQUEST,
    METHOD_NOT_FOUND,
    NOTIFICATIONS,
    ORDERED,
    PARSE_ERROR,
    REQUESTS,
    SERVER_NOT_INITIALIZED,
    URGENT,
)
from .loop import take_out
from .precedence import must_wait
from .requests import NOBODY, Batch, Request, error_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from ..wire.framing import Frame
    from .context import Context
    from .dispatch import Handler
    from .requests import AnswerSink


class Intake:
    """Takes messages in, for one worker."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._loop = context.loop
        self._sender = context.sender
        self.batches: set[Batch] = set()
        """Batches that are not answered completely."""

    def accept(self, frame: Frame, sink: AnswerSink | None = None) -> None:
        """Take what was read in place of one frame; answers go to `sink`, by default straight to the client."""
        sink = sink or self._sender
        attachments: Sequence[memoryview] = ()
        if not isinstance(frame, bytes):
            if not isinstance(frame, LadenFrame):
                _fail(sink, id_in(frame.head), INVALID_REQUEST, str(frame))
                return
            frame, attachments = frame.body, frame.attachments
        try:
            message = parse(frame)
        except JsonError as error:
            _fail(sink, "null", PARSE_ERROR, str(error))
            return
        try:
            if type(message) is list:
                self._accept_batch(message, sink, attachments)
            else:
                self._accept_message(message, sink, attachments)
        except Exception as error:  # whoever reads must go on reading
            self._context.log_failure(error)

    def triage(self) -> None:
        """Answer what waits and need not: the main thread is busy with something that lasts."""
        waiting: list[Request] = []
        with self._loop.inbox_lock:
            for request in tuple(self._loop.inbox):
                if not self._can_answer(request, waiting):
                    waiting.append(request)
                elif take_out(self._loop.inbox, request):
                    self._context.perform(request)

    def flush_batches(self) -> None:
        """Send the answers that batches have gathered: one of their requests lasts."""
        for batch in tuple(self.batches):
            batch.flush()

    def _accept_batch(
        self, messages: list[object], sink: AnswerSink, attachments: Sequence[memoryview]
    ) -> None:
        expected = sum(1 for message in messages if _wants_answer(message))
        if not messages:
            _fail(sink, "null", INVALID_REQUEST, "empty batch")
        batch = Batch(sink, expected, self.batches.discard)
        if expected:
            self.batches.add(batch)
        for message in messages:
            self._accept_message(message, batch, attachments)

    def _accept_message(
        self, message: Any, sink: AnswerSink, attachments: Sequence[memoryview]
    ) -> None:
        if type(message) is not dict or message.get("jsonrpc") != "2.0":
            _fail(sink, "null", INVALID_REQUEST, "not a JSON-RPC 2.0 message")
            return
        method = message.get("method")
        if type(method) is not str:
            self._accept_answer(message, sink)
            return
        if "id" not in message:
            self._accept_notification(message, method)
            return
        request_id, params, handler = message["id"], message.get("params"), REQUESTS.get(method)
        is_sound = type(params) is dict and (type(request_id) is int or type(request_id) is str)
        if not is_sound or handler is None or self._context.phase is not READY:
            fault = self._fault_of(request_id, method, handler, params)
            if fault is not None:
                _fail(sink, _id_text(request_id), *fault)
                return
        # What has no fault has a handler and an id.
        request = Request(request_id, method, handler, params or {}, sink)  # type: ignore[arg-type]
        if attachments:
            request.attachments = attachments
        if self._loop.is_relayed or self._context.callbacks.waiting:
            self._queue(request)
        else:
            self._loop.inbox.append(request)

    def _accept_answer(self, message: dict[str, Any], sink: AnswerSink) -> None:
        if "id" in message and ("result" in message or "error" in message):
            self._context.callbacks.take_answer(message)
        else:
            _fail(sink, _id_text(message.get("id")), INVALID_REQUEST, "neither method nor answer")

    def _fault_of(
        self, request_id: object, method: str, handler: Handler | None, params: object
    ) -> tuple[int, str] | None:
        """Return code and message of what is wrong with a request, or None."""
        if type(request_id) is not int and type(request_id) is not str:
            return INVALID_REQUEST, "the id must be an integer or a string"
        phase = self._context.phase
        if phase is not READY and (phase is not NEW or method != "initialize"):
            code = SERVER_NOT_INITIALIZED if phase is NEW else INVALID_REQUEST
            return code, f"{method} refused: {phase}"
        if handler is None:
            return METHOD_NOT_FOUND, f"unknown method {method}"
        is_sound = params is None or type(params) is dict
        return None if is_sound else (INVALID_PARAMS, "params must be an object")

    def _accept_notification(self, message: dict[str, Any], method: str) -> None:
        handler = NOTIFICATIONS.get(method)
        params = message.get("params") or {}
        is_due = self._context.phase is READY or method == "exit"
        if handler is None or type(params) is not dict or not is_due:
            return
        request = Request(None, method, handler, params, NOBODY)
        if handler.kind is URGENT:
            self._context.perform(request)
        else:
            self._queue(request)

    def _queue(self, request: Request) -> None:
        callbacks = self._context.callbacks
        if callbacks.waiting and callbacks.take_nested(request):
            return
        if not self._loop.is_relayed:
            self._loop.inbox.append(request)
            return
        with self._loop.inbox_lock:
            # A copy: the main thread takes from it meanwhile.
            if self._can_answer(request, tuple(self._loop.inbox)):
                self._context.perform(request)
            else:
                self._loop.inbox.append(request)

    def _can_answer(self, request: Request, waiting: Iterable[Request]) -> bool:
        kind = request.handler.kind
        if kind is ORDERED and self._context.callbacks.invocation_of(request) is None:
            # While Python waits in a callback, what the callback frees must not wait for Python.
            running = None if self._context.callbacks.waiting else self._loop.running
            return not must_wait(request, waiting, running)
        return kind is not EXECUTION


def _fail(sink: AnswerSink, id_text: str, code: int, message: str) -> None:
    sink.send(error_text(id_text, code, message))


def _wants_answer(message: Any) -> bool:
    if type(message) is not dict or message.get("jsonrpc") != "2.0":
        return True
    if type(message.get("method")) is str:
        return "id" in message
    return not ("id" in message and ("result" in message or "error" in message))


def _id_text(request_id: object) -> str:
    return to_json(request_id) if type(request_id) in (int, str) else "null"


def id_in(head: bytes) -> str:
    """Return the id (as JSON) of a message of which only the beginning is known, if it stands there."""
    before, _, after = head.partition(b'"id"')
    after = after.lstrip()
    if before.count(b"{") != 1 or not before.startswith(b"{") or not after.startswith(b":"):
        return "null"
    try:
        return _id_text(parse(after[1:].partition(b",")[0]))
    except JsonError:
        return "null"
