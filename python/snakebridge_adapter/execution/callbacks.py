"""Host functions that Python calls: `snakebridge/invokeCallback`, and the wait for its answer.

Works on any thread. Whoever waits serves the requests that the host function sends meanwhile (`nestedIn`), so that
both sides may call each other to any depth.
"""

from __future__ import annotations

from _collections import deque
from _thread import allocate_lock, get_ident

from ..wire.decode import decode
from ..wire.encode import encode
from ..wire.host_function import HostFunction
from ..wire.json_text import quote, to_json
from ..worker.dispatch import EXECUTION
from ..worker.loop import Doorbell, take_request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from ..registry.entry import Entry
    from ..registry.session import Session
    from ..worker.context import Context
    from ..worker.requests import Request


class CallbackError(Exception):
    """A host function failed. `name` is the class of its error there, `stack` its stack."""

    name: str
    stack: str

    def __init__(self, message: str, name: str = "Error", stack: str = "") -> None:
        super().__init__(message)
        self.name = name
        self.stack = stack


class Invocation:
    """One call of a host function, while Python waits for it."""

    __slots__ = ("answer", "bell", "id", "nested")

    def __init__(self, invocation_id: str) -> None:
        self.id = invocation_id
        self.answer: Mapping[str, Any] | None = None
        self.nested: deque[Request] = deque()
        """Requests that the function sent and waits for."""
        self.bell = Doorbell()


class Callbacks:
    """Calls of host functions for one worker."""

    def __init__(self, context: Context, take_over: Callable[[], None]) -> None:
        """Ask `take_over` to let somebody read while the main thread waits."""
        self._context = context
        self._take_over = take_over
        self._main_thread = get_ident()
        self._count = 0
        self.waiting: dict[str, Invocation] = {}
        """Invocations that are not answered yet, by id."""
        self._leaving = allocate_lock()
        """Held while a request is handed to an invocation, and while an invocation ends."""

    def maker(self, session: Session) -> Callable[[str, int], HostFunction]:
        """Return what makes the host functions of `session`."""
        return lambda callback_id, arity: HostFunction(self.invoke, session, callback_id, arity)

    def invoke(
        self,
        session: Session,
        callback_id: str,
        args: Sequence[object],
        kwargs: Mapping[str, object],
    ) -> object:
        """Call a host function; return its result.

        Raises:
            CallbackError: it failed, or its session is gone.
        """
        interrupts = self._context.interrupts
        armed = interrupts.disarm()
        created: list[Entry] = []
        invocation: Invocation | None = None
        try:
            invocation = self._send(session, callback_id, (args, kwargs), created)
            try:
                self._wait(invocation, armed)
            finally:
                self._leave(invocation)
                created.clear()
            return self._result(session, invocation)
        finally:
            if invocation and self._context.kept_errors:
                self._context.kept_errors.end(invocation.id)
            interrupts.rearm(armed)

    def take_answer(self, message: Mapping[str, Any]) -> None:
        """Take an answer to a request of ours; one that nobody waits for any more is dropped."""
        invocation = self.waiting.get(message["id"]) if type(message["id"]) is str else None
        if invocation is not None:
            invocation.answer = message
            invocation.bell.ring()

    def take_nested(self, request: Request) -> bool:
        """Hand `request` to the invocation it runs in, if it names one that waits; return whether."""
        with self._leaving:
            invocation = self.invocation_of(request)
            if invocation is None or request.handler.kind is not EXECUTION:
                return False
            invocation.nested.append(request)
        invocation.bell.ring()
        return True

    def invocation_of(self, request: Request) -> Invocation | None:
        """Return the waiting invocation from which `request` was sent, if it says so."""
        nested_in = request.params.get("nestedIn")
        return self.waiting.get(nested_in) if type(nested_in) is str else None

    def withdraw(self, request_id: object) -> Request | None:
        """Take a nested request back before it runs; return it if it was there."""
        for invocation in tuple(self.waiting.values()):
            request = take_request(invocation.nested, request_id)
            if request is not None:
                return request
        return None

    def _send(
        self,
        session: Session,
        callback_id: str,
        arguments: tuple[Sequence[object], Mapping[str, object]],
        created: list[Entry],
    ) -> Invocation:
        registry = self._context.registry
        if registry.find(session.id) is not session:
            raise CallbackError("The session of this host function was released", "ReleasedError")
        args, kwargs = (
            to_json(encode(part, session, registry, created=created))
            for part in (list(arguments[0]), dict(arguments[1]))
        )
        self._context.output.flush()
        self._count += 1
        invocation = Invocation(f"{self._context.name}invocation-{self._count}")
        self.waiting[invocation.id] = invocation
        self._context.sender.request(
            invocation.id,
            "snakebridge/invokeCallback",
            f'{{"session":{quote(session.id)},"callbackId":{quote(callback_id)},'
            f'"invocationId":{quote(invocation.id)},"args":{args},"kwargs":{kwargs}}}',
        )
        return invocation

    def _wait(self, invocation: Invocation, armed: Request | None) -> None:
        if self._context.loop.running is not None:
            # Whoever runs it does not read, and the answer must be read.
            self._take_over()
        while invocation.answer is None or invocation.nested:
            if invocation.nested:
                self._serve(invocation.nested.popleft())
            elif armed is not None:
                self._context.interrupts.run(armed, invocation.bell.wait, (), {})
            else:
                invocation.bell.wait()

    def _leave(self, invocation: Invocation) -> None:
        with self._leaving:
            del self.waiting[invocation.id]
        # What came at the last moment, or what an interrupt left unserved.
        if get_ident() == self._main_thread:
            self._context.loop.inbox.extendleft(reversed(invocation.nested))
        else:
            for request in invocation.nested:
                self._serve(request)

    def _serve(self, request: Request) -> None:
        if get_ident() == self._main_thread:
            self._context.loop.run_inside(request)
        else:
            request.is_interruptible = False
            self._context.perform(request)

    def _result(self, session: Session, invocation: Invocation) -> object:
        answer = invocation.answer or {}
        error = answer.get("error")
        if error is not None:
            raise self._error(invocation.id, error if type(error) is dict else {})
        resolve = self._context.registry.resolve
        return decode(
            answer.get("result"),
            lambda session_id, ref_id: resolve(session.id, session_id, ref_id).obj,
            self.maker(session),
            "$.result",
            session.namespace,
        )

    def _error(self, invocation_id: str, answer: Mapping[str, Any]) -> BaseException:
        """Return what an error answer raises: what a nested request raised, if that is what came through."""
        data = answer.get("data")
        details = data if type(data) is dict else {}
        kept = self._context.kept_error(invocation_id, details.get("exceptionId"))
        return kept or host_error(answer.get("message"), details)


def host_error(message: object, details: Mapping[str, Any]) -> CallbackError:
    """Return the exception that stands for an error of the host, of whatever shape."""
    name, stack = details.get("name"), details.get("stack")
    return CallbackError(
        message if type(message) is str else "the host function failed",
        name if type(name) is str else "Error",
        stack if type(stack) is str else "",
    )
