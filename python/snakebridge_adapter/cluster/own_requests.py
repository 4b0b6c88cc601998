"""What the gateway answers itself: the handshake, its health, and what concerns all sessions."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any

from ..errors import InvalidParams
from ..worker.dispatch import EXECUTION, REQUESTS, RequestError
from ..worker.memory import memory_bytes
from ..worker.parameters import flag_of, object_of, optional_text_of
from ..worker.performer import fail
from ..worker.requests import Request
from .link import Link, Pending, Refused
from .options import ClusterOptions
from .search_all import SEARCH, Searches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from .gateway import Gateway

    Message = dict[str, Any]
    Params = dict[str, Any]
    Work = Coroutine[Any, Any, object]
    Answers = Coroutine[Any, Any, list[Any]]


class OwnRequests:
    """Takes what is for the gateway itself."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._searches = Searches()
        self._has_begun = False
        self._always: dict[str, Callable[[Params], Work]] = {
            "initialize": self._initialize,
            "shutdown": self._shutdown,
            "snakebridge/sessions": self._sessions,
            "snakebridge/subscribe": self._subscribe,
            "snakebridge/ping": self._ping,
            "snakebridge/attachDocument": self._attach,
        }
        self._of_all: dict[str, Callable[[Params], Work]] = {
            "snakebridge/interrupt": self._interrupt,
            SEARCH: self._search,
        }
        self._notifications: dict[str, Callable[[Message], None]] = {
            "exit": self._exit,
            "$/cancelRequest": self._cancel,
            "textDocument/didOpen": lambda message: self._note(message, "open"),
            "textDocument/didChange": lambda message: self._note(message, "change"),
            "textDocument/didClose": lambda message: self._note(message, "close"),
        }

    def take(self, message: Message) -> bool:
        """Take a message if it is for the gateway; return whether it was."""
        method, params = message.get("method"), message.get("params")
        if type(method) is not str or message.get("jsonrpc") != "2.0":
            return False
        if "id" not in message:
            note = self._notifications.get(method)
            if note is not None:
                note(message)
            return note is not None
        if type(params) is not dict and params is not None:
            return False
        params = params or {}
        answer = self._always.get(method)
        if answer is None and type(params.get("session")) is not str:
            answer = self._of_all.get(method)
        if answer is None or not self._is_due(method):
            return False
        handler = REQUESTS[method]
        request = Request(message["id"], method, handler, params, self._gateway.pipe)
        try:
            # Asks hosts now, in the order of what the client sends; only the answer takes time.
            work = answer(params)
        except InvalidParams as error:
            fail(request, error)
        else:
            self._gateway.answer(request, work)
        return True

    def _is_due(self, method: str) -> bool:
        """Return whether the gateway is in a state to answer; if not, its host says what is wrong."""
        return self._gateway.sessions.is_ready or (method == "initialize" and not self._has_begun)

    async def _initialize(self, params: Params) -> object:
        self._has_begun = True
        try:
            return await self._begin(params)
        except BaseException:
            self._has_begun = False
            raise

    async def _begin(self, params: Params) -> object:
        options = object_of(object_of(params, "initializationOptions"), "snakebridge")
        cluster = ClusterOptions(object_of(options, "cluster"))
        if options.get("documentSessions") is True:
            raise InvalidParams("'documentSessions' and 'cluster' exclude each other")
        told = {name: value for name, value in options.items() if name != "cluster"}
        params = {**params, "initializationOptions": {"snakebridge": told}}
        sessions = self._gateway.sessions
        info = await sessions.begin(cluster, params)
        result = await _asked(self._gateway.local, "initialize", params)
        encoding = result["capabilities"]["positionEncoding"]
        self._gateway.documents.count_as(encoding)
        result["capabilities"]["experimental"]["snakebridge"]["cluster"] = info
        sessions.is_ready = True
        return result

    async def _shutdown(self, params: Params) -> object:
        sessions = self._gateway.sessions
        sessions.is_ready = False
        self._gateway.exit_code = 0
        sessions.end_all()
        return await _asked(self._gateway.local, "shutdown", params)

    def _sessions(self, _params: Params) -> Work:
        return _joined(_ask_all(self._gateway.sessions.links, "snakebridge/sessions", {}))

    def _subscribe(self, params: Params) -> Work:
        sessions = self._gateway.sessions
        sessions.is_subscribed = on = flag_of(params, "on")
        return _joined(_ask_all(sessions.links, "snakebridge/subscribe", {"on": on}))

    def _interrupt(self, params: Params) -> Work:
        busy = [link for link in self._gateway.sessions.links if link.pending]
        return _any_interrupted(_ask_all(busy, "snakebridge/interrupt", params))

    async def _search(self, params: Params) -> object:
        optional_text_of(params, "cursor")
        return await self._searches.search(self._gateway.sessions.live, params)

    async def _ping(self, _params: Params) -> object:
        """Answer for all: what a cluster worker does that hears nothing must not look like the gateway's silence."""
        pending = [each for link in self._gateway.sessions.links for each in _executing(link)]
        pending.sort(key=lambda each: each.started)
        running = pending[0] if pending else None
        return {
            "running": running
            and {
                "requestId": running.request_id,
                "method": running.method,
                "session": running.session_id,
                "elapsedMs": (monotonic() - running.started) * 1000,
            },
            "queued": max(0, len(pending) - 1),
            "memoryBytes": memory_bytes(),
        }

    def _attach(self, params: Params) -> Work:
        documents = self._gateway.documents
        documents.attach(params)
        session_id = optional_text_of(params, "session")
        link = session_id and self._gateway.sessions.find(session_id)
        if link:
            documents.tell(link, params["uri"])
        return _asked(self._gateway.local, "snakebridge/attachDocument", params)

    def _exit(self, _message: Message) -> None:
        self._gateway.ended.set()

    def _cancel(self, message: Message) -> None:
        params = message.get("params")
        request_id = params.get("id") if type(params) is dict else None
        if type(request_id) is not int and type(request_id) is not str:
            return
        for link in (self._gateway.local, *self._gateway.sessions.links):
            if request_id in link.pending:
                link.notify("$/cancelRequest", params)

    def _note(self, message: Message, change: str) -> None:
        params = message.get("params")
        if type(params) is not dict or not self._gateway.sessions.is_ready:
            return
        documents = self._gateway.documents
        try:
            getattr(documents, change)(params)
        except InvalidParams:
            return
        session_id = documents.session_meant(params)
        link = session_id and self._gateway.sessions.find(session_id)
        if link:
            link.notify(message["method"], params)


async def _asked(link: Link, method: str, params: Params) -> Any:
    """Return what a host answers; how it refuses is how the gateway does."""
    try:
        return await link.request(method, params)
    except Refused as refused:
        raise RequestError(refused.code, str(refused)) from None


def _ask_all(links: list[Link], method: str, params: Params) -> Answers:
    """Ask hosts now; give what they answer. Those that go meanwhile have nothing to say."""
    return _gathered(links, [link.request(method, params) for link in links])


async def _gathered(links: list[Link], asked: list[asyncio.Future[Any]]) -> list[Any]:
    answers = await asyncio.gather(*asked, return_exceptions=True)
    for link, answer in zip(links, answers):
        if isinstance(answer, BaseException) and not link.is_gone:
            raise answer
    return [answer for answer in answers if not isinstance(answer, BaseException)]


async def _joined(answers: Answers) -> list[Any]:
    return [each for answer in await answers for each in answer]


async def _any_interrupted(answers: Answers) -> dict[str, bool]:
    return {"interrupted": any(answer["interrupted"] for answer in await answers)}


def _executing(link: Link) -> list[Pending]:
    """Return the client's requests there that run user code."""
    kinds = ((each, REQUESTS.get(each.method)) for each in link.pending.values())
    return [
        each
        for each, handler in kinds
        if handler is not None and handler.kind is EXECUTION and each.answer is None
    ]
