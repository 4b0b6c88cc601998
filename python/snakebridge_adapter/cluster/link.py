"""One host as its gateway sees it: what was sent there, what is not answered, and what it says.

Requests and packets are numbered, since calls overtake each other on their way. What a host says goes on to the
client as it is, but for answers to the gateway's own requests.
"""

from __future__ import annotations

import asyncio
from time import monotonic

from ..hosting.outbox import open_packet
from ..wire.framing import frame
from ..wire.json_text import parse, parse_start, quote, to_json
from ..worker.dispatch import INTERNAL_ERROR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Protocol

    class Carrying(Protocol):
        """The way to a host."""

        async def ask(self, number: int, frames: bytes) -> bytes:
            """Have frames served; give a packet, maybe an empty one."""
            ...

        async def tell(self, number: int, frames: bytes) -> bytes:
            """Have frames served that have no answer."""
            ...

        async def pull(self) -> bytes:
            """Give what is said unasked, or nothing after a while."""
            ...

        def release(self) -> None:
            """Let go of the host."""
            ...


ANSWER_START = b'{"jsonrpc":"2.0","id":'
HEAD_BYTES = 1024
OWN = "gateway:"
"""How ids of the gateway's own requests begin."""


class Refused(Exception):
    """A host answered a request of the gateway's own with an error, or went before it could."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class Pending:
    """A request that a host has not answered."""

    __slots__ = ("answer", "method", "on_answer", "request_id", "session_id", "started")

    def __init__(self, request_id: object, method: str, session_id: str | None) -> None:
        self.request_id = request_id
        self.method = method
        self.session_id = session_id
        self.started = monotonic()
        self.answer: asyncio.Future[Any] | None = None
        """Of a request of the gateway's own."""
        self.on_answer: Callable[[], None] | None = None


class Link:
    """The way to a host, from before it is there until it is gone."""

    def __init__(
        self,
        name: str,
        write: Callable[[Any], None],
        on_failure: Callable[[Link, BaseException], None],
    ) -> None:
        """Hand frames for the client to `write`; call `on_failure` when the host cannot be reached."""
        self.name = name
        self.session_id = ""
        self.address = ""
        self.worker_name: str | None = None
        self.pending: dict[object, Pending] = {}
        """What is not answered, in the order sent."""
        self._write = write
        self._on_failure = on_failure
        self._carrier: Carrying | None = None
        self._waiting: list[tuple[int, bytes, bool]] = []
        self._posted = 0
        self._requests = 0
        self._packets: dict[int, list[memoryview]] = {}
        """What came before its turn, by number."""
        self._taken = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._has_ended = False

    @property
    def is_gone(self) -> bool:
        """Whether its host is let go of, or lost."""
        return self._has_ended

    def open(self, carrier: Carrying) -> None:
        """Send what waits, and all else, by `carrier`."""
        self._carrier = carrier
        if self._has_ended:
            carrier.release()
            return
        waiting, self._waiting = self._waiting, []
        for number, frames, is_asked in waiting:
            self._start(self._carry(carrier, number, frames, is_asked=is_asked))
        self._start(self._pull(carrier))

    def post(self, frames: bytes, requests: Sequence[Pending] = ()) -> None:
        """Send frames that hold these requests."""
        for pending in requests:
            self.pending[pending.request_id] = pending
        number, is_asked = self._posted, bool(requests)
        self._posted += 1
        if self._carrier is None:
            self._waiting.append((number, frames, is_asked))
        else:
            self._start(self._carry(self._carrier, number, frames, is_asked=is_asked))

    def request(self, method: str, params: object) -> asyncio.Future[Any]:
        """Send a request of the gateway's own; give what it is answered."""
        self._requests += 1
        request_id = f"{OWN}{self._requests}"
        pending = Pending(request_id, method, None)
        pending.answer = asyncio.get_running_loop().create_future()
        # Nobody may wait for it.
        pending.answer.add_done_callback(lambda answer: answer.cancelled() or answer.exception())
        head = f'"jsonrpc":"2.0","id":{quote(request_id)},"method":{quote(method)}'
        self.post(frame(f'{{{head},"params":{to_json(params)}}}'), (pending,))
        return pending.answer

    def notify(self, method: str, params: object) -> None:
        """Send a notification of the gateway's own."""
        self.post(frame(f'{{"jsonrpc":"2.0","method":{quote(method)},"params":{to_json(params)}}}'))

    def end(self) -> list[Pending]:
        """Let go of the host; return what it leaves unanswered of the client's requests."""
        self._has_ended = True
        for task in self._tasks:
            task.cancel()
        if self._carrier is not None:
            self._carrier.release()
        left, self.pending = list(self.pending.values()), {}
        for pending in left:
            if pending.answer is not None and not pending.answer.done():
                pending.answer.set_exception(Refused(INTERNAL_ERROR, "the session is gone"))
        return [pending for pending in left if pending.answer is None]

    def _start(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry(
        self, carrier: Carrying, number: int, frames: bytes, *, is_asked: bool
    ) -> None:
        try:
            self._take(await (carrier.ask if is_asked else carrier.tell)(number, frames))
        except Exception as error:  # whatever ends the way ends the host, for who is on this side
            self._fail(error)

    async def _pull(self, carrier: Carrying) -> None:
        try:
            while True:
                self._take(await carrier.pull())
        except Exception as error:  # as above
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        if not self._has_ended:
            self._on_failure(self, error)

    def _take(self, packet: bytes) -> None:
        if not packet or self._has_ended:
            return
        number, frames = open_packet(packet)
        self._packets[number] = frames
        while self._taken in self._packets:
            for said in self._packets.pop(self._taken):
                self._hand_on(said)
            self._taken += 1

    def _hand_on(self, said: memoryview) -> None:
        own: Pending | None = None
        for request_id in answered_ids(said):
            pending = self.pending.pop(request_id, None)
            if pending is None:
                continue
            if pending.answer is not None:
                own = pending
            elif pending.on_answer is not None:
                pending.on_answer()
        if own is None:
            self._write(said)
        else:
            _settle(own, parse(_body(said)))


def answered_ids(said: memoryview) -> list[object]:
    """Return the ids that a frame answers; hosts write them first."""
    head = bytes(said[:HEAD_BYTES])
    start = head.find(b"\r\n\r\n") + 4
    if head.startswith(b"[", start):
        return [each["id"] for each in parse(_body(said)) if "method" not in each]
    if not head.startswith(ANSWER_START, start):
        return []
    text = head[start + len(ANSWER_START) :].decode("ascii", "replace")
    try:
        request_id, end = parse_start(text)
    except (StopIteration, ValueError):
        # Longer than any head.
        message = parse(_body(said))
        return [] if "method" in message else [message["id"]]
    return [] if text.startswith(',"method"', end) else [request_id]


def _body(said: memoryview) -> bytes:
    data = bytes(said)
    return data[data.find(b"\r\n\r\n") + 4 :]


def _settle(pending: Pending, message: dict[str, Any]) -> None:
    answer = pending.answer
    if answer is None or answer.done():
        return
    if "error" in message:
        answer.set_exception(Refused(message["error"]["code"], message["error"]["message"]))
    else:
        answer.set_result(message["result"])
