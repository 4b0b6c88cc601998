"""A request from its arrival to its one answer, and the answers of a batch gathered into one frame."""

from __future__ import annotations

from _thread import RLock

from ..wire.json_text import quote, to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Protocol

    from ..wire.attachments import Enclosure
    from ..wire.framing import Buffer
    from .dispatch import Handler

    class AnswerSink(Protocol):
        """Where answers go: the sender itself, or the batch a request came in."""

        def send(self, body: str, attachments: Sequence[Buffer] = ...) -> None:
            """Take the JSON text of one answer."""


BATCH_BYTES = 65536
"""A batch that has gathered this much is sent in part."""

CANCELLED = "cancelled"
TIMED_OUT = "timeout"


class Request:
    """A request that waits or runs."""

    started = 0.0
    """When it began to run, on the monotonic clock."""
    deadline = 0.0
    """When its user code is interrupted, on the same clock; 0: never."""
    timeout_ms: float = 0.0
    ending: str | None = None
    """Why it was interrupted: `CANCELLED` or `TIMED_OUT`. It is answered so whatever comes out."""
    outer: Request | None = None
    """The request in whose callback this one runs."""
    attachments: Sequence[memoryview] = ()
    """What came beside it."""
    enclosure: Enclosure | None = None
    """What its answer has beside it, if the client takes that."""
    is_interruptible = True
    """Whether it runs on the main thread; nested in a callback of another thread it does not."""

    def __init__(
        self, request_id: object, method: str, handler: Handler, params: Any, sink: AnswerSink
    ) -> None:
        self.id = request_id
        self.method = method
        self.handler = handler
        self.params: dict[str, Any] = params
        self._sink = sink

    @property
    def session_id(self) -> str | None:
        """The session it names."""
        session_id = self.params.get("session")
        return session_id if type(session_id) is str else None

    def limit(self, timeout_ms: float) -> None:
        """Have its user code interrupted after so many milliseconds."""
        self.timeout_ms = timeout_ms
        self.deadline = self.started + timeout_ms / 1000

    def answer(self, result: str) -> None:
        """Answer with a result, given as JSON text."""
        request_id = self.id if type(self.id) is int else to_json(self.id)
        text = f'{{"jsonrpc":"2.0","id":{request_id},"result":{result}}}'
        if self.enclosure is not None and self.enclosure.parts:
            self._sink.send(text, self.enclosure.parts)
        else:
            self._sink.send(text)

    def fail(self, code: int, message: str, data: object = None) -> None:
        """Answer with an error; `data` is JSON-able."""
        self._sink.send(error_text(to_json(self.id), code, message, data))

    def is_within(self, other: Request) -> bool:
        """Return whether this is `other`, or runs inside a callback of it."""
        request: Request | None = self
        while request is not None:
            if request is other:
                return True
            request = request.outer
        return False


class Nobody:
    """Where the answer to a notification goes."""

    def send(self, body: str, attachments: Sequence[Buffer] = ()) -> None:
        """Drop it."""


NOBODY = Nobody()


class Batch:
    """Answers to the requests of one batch, sent together unless one of them lasts."""

    def __init__(
        self, sink: AnswerSink, expected: int, on_complete: Callable[[Batch], None]
    ) -> None:
        """Expect so many answers; tell `on_complete` when the last has been sent."""
        self._sink = sink
        self._expected = expected
        self._on_complete = on_complete
        self._texts: list[str] = []
        self._size = 0
        self._lock = RLock()

    def send(self, body: str, attachments: Sequence[Buffer] = ()) -> None:
        """Take the JSON text of one answer; one with attachments has a frame of its own."""
        with self._lock:
            self._expected -= 1
            if attachments:
                self._sink.send(body, attachments)
            else:
                self._texts.append(body)
                self._size += len(body)
            if not self._expected or self._size > BATCH_BYTES:
                self.flush()
        if not self._expected:
            self._on_complete(self)

    def flush(self) -> None:
        """Send what was gathered."""
        with self._lock:
            texts = self._texts
            if texts:
                self._texts = []
                self._size = 0
                self._sink.send(f"[{','.join(texts)}]")


def error_text(id_text: str, code: int, message: str, data: object = None) -> str:
    """Return the answer that tells a failure to the request of that id (as JSON)."""
    tail = "" if data is None else f',"data":{to_json(data)}'
    error = f'{{"code":{code},"message":{quote(message)}{tail}}}'
    return f'{{"jsonrpc":"2.0","id":{id_text},"error":{error}}}'
