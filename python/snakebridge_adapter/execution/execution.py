"""One request that runs user code: its session, its arguments, the run itself, its encoded result.

The refs a request uses are held until it ends. Afterwards nothing here keeps an argument, a result or an exception.
"""

from __future__ import annotations

from ..errors import AdapterError, Cancelled, InvalidParams, TimedOut
from ..registry.ref_store import Arrival
from ..wire.attachments import Enclosure
from ..wire.decode import decode
from ..wire.encode import encode
from ..wire.json_text import quote, to_json
from ..wire.ref_address import ref_address
from ..wire.wire_path import member
from ..wire.wire_scalars import MAX_SAFE_INT
from ..worker.parameters import number_of
from ..worker.requests import TIMED_OUT
from .awaiting import is_awaitable
from .user_errors import forget_frames, python_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from ..registry.entry import Entry
    from ..registry.registry import Registry
    from ..registry.session import Session
    from ..worker.context import Context
    from ..worker.requests import Request

FORMS = ("auto", "ref", "value")

_PLAIN = frozenset((str, int, bool, type(None)))
"""JSON types whose values are what Python gets. Floats may be infinite: left to the codec."""

_NEVER_AWAITABLE = _PLAIN | {float, bytes, list, dict, tuple, set}

_NO_ARGUMENTS: list[object] = []
_NO_KEYWORDS: dict[str, object] = {}


class Execution:
    """A request while it runs user code. Used on one thread, by one handler."""

    __slots__ = ("_context", "_entries", "_handle", "_origin", "params", "request", "session")

    def __init__(self, context: Context, request: Request) -> None:
        """Read what every such request may carry.

        Raises:
            InvalidParams: something of it is malformed.
        """
        params = request.params
        self._context = context
        self.request = request
        self.params = params
        session_id = params.get("session")
        session = context.registry.find(session_id) if type(session_id) is str else None
        self.session = session or _new_session(context.registry, params)
        self._entries: list[Entry] | None = None
        self._handle: str | None = None
        if "timeoutMs" in params:
            self._limit()
        self._origin: dict[str, object] | None = None
        if "origin" in params:
            from .origin import origin_of

            self._origin = origin_of(params)
        if "handle" in params:
            self._take_handle(params["handle"])
        if self.session.search_paths is not context.search_path.applied:
            context.search_path.apply(self.session.search_paths)

    # What it works on.

    def receiver(self) -> Any:
        """Return the object of the ref in `ref`."""
        return self._use(*ref_address(self.params.get("ref"))).obj

    def receiver_entry(self) -> Entry:
        """Return the ref in `ref` itself, held until the request ends."""
        return self._use(*ref_address(self.params.get("ref")))

    def arguments(self) -> tuple[Sequence[object], dict[str, object]]:
        """Return positional and keyword arguments as Python values."""
        params = self.params
        args, kwargs = params.get("args", _NO_ARGUMENTS), params.get("kwargs", _NO_KEYWORDS)
        if type(args) is not list or type(kwargs) is not dict:
            raise InvalidParams("'args' must be a list, 'kwargs' an object")
        if not _PLAIN.issuperset(map(type, args)):
            args = self._decode(args, "$.args")
        if kwargs:
            kwargs = {
                name: self._decode(value, "$.kwargs" + member(name))
                for name, value in kwargs.items()
            }
        return args, kwargs

    def value(self, name: str) -> Any:
        """Return one parameter that is a wire value as a Python value."""
        if name not in self.params:
            raise InvalidParams(f"'{name}' is missing")
        return self._decode(self.params[name], f"$.{name}")

    # Running.

    def run(
        self,
        function: Callable[..., object],
        args: Sequence[object] = (),
        kwargs: dict[str, object] = _NO_KEYWORDS,
    ) -> Any:
        """Call user code; return its result, awaited if it can be.

        Raises:
            AdapterError: it raised, was interrupted, or took too long.
        """
        try:
            result = self.run_plainly(function, args, kwargs)
        finally:
            # An exception that user code keeps has this frame behind it.
            del function, args, kwargs
        if type(result) in _NEVER_AWAITABLE or not is_awaitable(result):
            return result
        return self.run_plainly(self._context.waiter.wait, (result,))

    def run_plainly(
        self,
        function: Callable[..., object],
        args: Sequence[object] = (),
        kwargs: dict[str, object] = _NO_KEYWORDS,
    ) -> Any:
        """Call user code; return its very result.

        Raises:
            AdapterError: it raised, was interrupted, or took too long.
        """
        request = self.request
        try:
            result = self._context.interrupts.run(request, function, args, kwargs)
            if request.ending is None:
                return result
            failure = self._end()
        except BaseException as error:  # user code may raise anything
            failure = self.failure_of(error)
        finally:
            del function, args, kwargs
        raise failure

    def failure_of(self, error: BaseException) -> AdapterError:
        """Return what the client is told of an exception of the user's."""
        try:
            if self.request.ending is not None:
                return self._end()
            # Its `__str__` is user code, too.
            told: Any = self._context.interrupts.run(
                self.request, python_error, (error,), _NO_KEYWORDS
            )
            if self.request.ending is not None:
                return self._end()
            self._keep(error, told)
            return told
        except KeyboardInterrupt:
            return self._end()
        finally:
            forget_frames(error)
            del error

    def _keep(self, error: BaseException, told: AdapterError) -> None:
        """Keep the exception while the host may give it back."""
        scopes = [self.params.get(name) for name in ("errorScope", "nestedIn")]
        named = [scope for scope in scopes if type(scope) is str]
        if named:
            told.data["exceptionId"] = self._context.keep_error(named, self.session.id, error)

    # The result.

    def answer(self, value: Any) -> str:
        """Return the result as JSON text, bound and stored as the request wants it."""
        params, kind = self.params, type(value)
        if self._handle is None and "bind" not in params and "as" not in params:
            if kind is float and value - value == 0.0:
                return repr(value)
            if kind is int and -MAX_SAFE_INT <= value <= MAX_SAFE_INT:
                return repr(value)
            if kind is str:
                return quote(value)
            if value is None:
                return "null"
        return self._answer_with_care(value)

    def _answer_with_care(self, value: object) -> str:
        registry, params, session = self._context.registry, self.params, self.session
        form = params.get("as", "auto")
        if form not in FORMS:
            raise InvalidParams(f"'as' must be one of {', '.join(FORMS)}")
        created: list[Entry] = []
        try:
            wire = encode(
                value,
                session,
                registry,
                form=form,
                handle=self._handle,
                origin=self._origin,
                created=created,
                enclosure=self.enclosure(),
            )
            if self._handle is not None and not _is_ref(wire):
                # Requests that were sent before the answer name the value by it.
                arrival = Arrival(self._handle, self._origin, created)
                registry.store_all(session, [(value, None)], arrival)
            if params.get("bind") is not None:
                registry.bind(session, params["bind"], value)
            text = to_json(wire)
            if self.request.ending is not None:
                raise self._end()
        except BaseException:
            registry.discard(created, "released")
            if self._handle is not None:
                # It may stand for a ref that was there before: then only this claim on it ends.
                registry.release(session.id, (self._handle,), intermediate=True)
            raise
        return text

    def enclosure(self) -> Enclosure | None:
        """Return what takes bulk data of the answer; None if the client reads no attachments."""
        if self._context.takes_attachments:
            self.request.enclosure = Enclosure()
        return self.request.enclosure

    def close(self) -> None:
        """Give back the refs that were held."""
        if self._entries:
            self._context.registry.end_use(self._entries)
            self._entries = None

    def _limit(self) -> None:
        timeout_ms = number_of(self.params, "timeoutMs")
        if timeout_ms:
            self.request.limit(timeout_ms)

    def _take_handle(self, handle: Any) -> None:
        self._context.registry.check_handle(self.session, handle)
        self._handle = handle

    def _use(self, session_id: str, ref_id: str) -> Entry:
        registry = self._context.registry
        entry = registry.resolve(self.session.id, session_id, ref_id, hold=True)
        if self._entries is None:
            self._entries = []
        self._entries.append(entry)
        return entry

    def _decode(self, wire: object, path: str) -> Any:
        return decode(
            wire,
            lambda session_id, ref_id: self._use(session_id, ref_id).obj,
            self._context.callbacks.maker(self.session),
            path,
            self.session.namespace,
            self.request.attachments,
        )

    def _end(self) -> AdapterError:
        if self.request.ending == TIMED_OUT:
            return TimedOut(self.request.timeout_ms)
        return Cancelled(interrupted=True)


def execute(context: Context, request: Request, body: Callable[[Execution], object]) -> str:
    """Run `body` for `request` and return its encoded result."""
    execution = Execution(context, request)
    try:
        return execution.answer(body(execution))
    finally:
        execution.close()


def _new_session(registry: Registry, params: dict[str, Any]) -> Session:
    """Return a session made on first use; but not for a ref, which must have been made in it before."""
    session_id: Any = params.get("session")
    if "ref" in params and type(session_id) is str:
        registry.resolve(session_id, *ref_address(params["ref"]))
    return registry.session(session_id)


def _is_ref(wire: object) -> bool:
    return type(wire) is dict and wire.get("__type__") in ("ref", "stream_ref")
