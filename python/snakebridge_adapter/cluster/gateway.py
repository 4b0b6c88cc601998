"""The gateway: one client on this side, a host for every session on the cluster, and one here for what has none.

Reads each message just far enough to know whose it is, and hands it on as it came. What concerns all sessions is
asked of all; what belongs to none, and what the gateway refuses, is answered by a host of its own, which has no
sessions.
"""

from __future__ import annotations

import asyncio
import os
from typing import Any

from ..hosting.exchange import Exchange
from ..hosting.session_host import Tenancy
from ..registry.session_table import is_session_id
from ..wire.framing import FramingFault
from ..wire.json_text import JsonError, parse, to_json
from ..worker.dispatch import EXECUTION, INVALID_REQUEST, PARSE_ERROR, REQUESTS
from ..worker.intake import id_in
from ..worker.performer import fail
from ..worker.requests import Request, error_text
from .cluster_sessions import ClusterSessions
from .documents import DocumentRouting
from .link import Link, Pending
from .own_requests import OwnRequests
from .pipe import ClientPipe, framed, laden

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable

    from ..wire.framing import Frame, LadenFrame
    from ..worker.descriptors import Descriptors

    Message = dict[str, Any]

OPEN_SESSION = "snakebridge/openSession"
RELEASE_SESSION = "snakebridge/releaseSession"
LEAVE_SECONDS = 0.4
"""Time to tell the cluster goodbye; it notices anyway."""


def serve(descriptors: Descriptors) -> None:
    """Serve the client; never returns."""
    _allow_many_connections()
    code = asyncio.run(_serve(descriptors))
    os._exit(code)


def _allow_many_connections() -> None:
    """Open as many files as the system lets us: each session has two connections."""
    try:
        import resource
    except ImportError:  # Windows, which knows no such limit
        return
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


async def _serve(descriptors: Descriptors) -> int:
    gateway = Gateway(await ClientPipe.open(descriptors))
    return await gateway.run()


class Gateway:
    """See the module's comment."""

    def __init__(self, pipe: ClientPipe) -> None:
        self.pipe = pipe
        self.exit_code = 1
        self.ended = asyncio.Event()
        exchange = Exchange(Tenancy(""))
        self.local = Link("", pipe.write, _never)
        self.local.open(LocalCarrier(exchange))
        self.sessions = ClusterSessions(pipe, exchange.remember_lost, self._greet)
        self.documents = DocumentRouting()
        self._own = OwnRequests(self)
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> int:
        """Serve until the client is gone or asks to end; return the exit code."""
        reading = asyncio.ensure_future(self._read())
        ending = asyncio.ensure_future(self.ended.wait())
        await asyncio.wait({reading, ending}, return_when=asyncio.FIRST_COMPLETED)
        try:
            await asyncio.wait_for(self.sessions.close(), LEAVE_SECONDS)
        except (asyncio.TimeoutError, OSError):
            pass  # The cluster notices that we are gone.
        return self.exit_code

    def answer(self, request: Request, work: Coroutine[Any, Any, object]) -> None:
        """Answer a request of the client with what `work` gives, or how it fails."""
        task = asyncio.ensure_future(_answer(request, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _read(self) -> None:
        async for frame in self.pipe.frames():
            self._accept(frame)

    def _accept(self, frame: Frame) -> None:
        if isinstance(frame, FramingFault):
            self._refuse(id_in(frame.head), INVALID_REQUEST, str(frame))
            return
        try:
            message: Any = parse(frame if isinstance(frame, bytes) else frame.body)
        except JsonError as error:
            self._refuse("null", PARSE_ERROR, str(error))
            return
        if type(message) is list and message:
            self._accept_batch(message, frame)
        else:
            self._accept_message(message, frame)

    def _refuse(self, id_text: str, code: int, text: str) -> None:
        self.pipe.send(error_text(id_text, code, text))

    def _accept_message(self, message: Any, frame: bytes | LadenFrame) -> None:
        if type(message) is dict and self._own.take(message):
            return
        link = self._link_of(message)
        link.post(framed(frame), self._requests_in((message,), link))

    def _accept_batch(self, messages: list[Any], frame: bytes | LadenFrame) -> None:
        """Hand on each message to its host, those for the same one together."""
        shares: dict[Link, list[Any]] = {}
        for message in messages:
            if type(message) is not dict or not self._own.take(message):
                shares.setdefault(self._link_of(message), []).append(message)
        for link, share in shares.items():
            requests = self._requests_in(share, link)
            if len(share) == len(messages):
                link.post(framed(frame), requests)
                continue
            body = to_json(share).encode()
            data = framed(body) if isinstance(frame, bytes) else laden(body, frame)
            link.post(data, requests)

    def _requests_in(self, messages: Iterable[Any], link: Link) -> list[Pending]:
        """Return the requests among messages for `link`."""
        requests: list[Pending] = []
        for message in messages:
            if type(message) is not dict or "id" not in message or "method" not in message:
                continue
            pending = Pending(message["id"], message["method"], link.session_id)
            if pending.method == RELEASE_SESSION:
                pending.on_answer = lambda: self.sessions.rest(link)
            requests.append(pending)
        return requests

    def _link_of(self, message: Any) -> Link:
        """Return the host that a message is for."""
        if type(message) is not dict:
            return self.local
        method, params = message.get("method"), message.get("params")
        if type(method) is not str:
            return self.sessions.named(message.get("id")) or self.local
        if type(params) is not dict:
            return self.local
        session_id = params.get("session")
        if type(session_id) is not str:
            session_id = self.documents.session_meant(params)
            return (session_id and self.sessions.find(session_id)) or self.local
        if _needs_home(method) and self.sessions.is_ready and is_session_id(session_id):
            return self.sessions.home(session_id)
        return self.sessions.find(session_id) or self.local

    def _greet(self, link: Link) -> None:
        """Tell a new host what its session must know before its first request."""
        self.documents.tell(link)


class LocalCarrier:
    """The way to the gateway's own host."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def ask(self, number: int, frames: bytes) -> bytes:
        """Have frames served; return a packet, maybe an empty one."""
        return await self._exchange.ask(number, frames)

    async def tell(self, number: int, frames: bytes) -> bytes:
        """Have frames served that have no answer."""
        self._exchange.tell(number, frames)
        return b""

    async def pull(self) -> bytes:
        """Return what is said unasked."""
        return await self._exchange.pull(3600)

    def release(self) -> None:
        """End the host."""
        self._exchange.end()


def _needs_home(method: str) -> bool:
    """Return whether a session comes to be by a request of this method."""
    handler = REQUESTS.get(method)
    return method == OPEN_SESSION or (handler is not None and handler.kind is EXECUTION)


def _never(_link: Link, error: BaseException) -> None:
    raise error


async def _answer(request: Request, work: Coroutine[Any, Any, object]) -> None:
    try:
        text = to_json(await work)
    except Exception as error:  # whatever it is, there must be an answer
        fail(request, error)
    else:
        request.answer(text)
