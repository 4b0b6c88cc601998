"""One answer of a stream: items pulled until enough of number, size or time, and encoded.

What was pulled and finds no room waits for the next answer, and so does an error that came after items.
"""

from __future__ import annotations

from time import monotonic

from ..errors import AdapterError, InvalidParams, SessionFull
from ..wire.encode import encode
from ..wire.json_text import to_json
from ..worker.parameters import count_of, number_of
from .pulled import Pulled, pull
from .stream_rest import StreamRest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..registry.entry import Entry
    from ..worker.context import Context
    from .execution import Execution

MAX_ITEMS = 100_000
DEFAULT_BYTES = 1_000_000
DEFAULT_BUDGET_MS = 50
FIRST_PULL = 64
"""Items pulled before their size is looked at; then four times as many, and so on."""


class StreamBatch:
    """The items of one answer."""

    def __init__(self, context: Context, execution: Execution, entry: Entry) -> None:
        params = execution.params
        self._context = context
        self._execution = execution
        self._max_items = max(1, count_of(params, "maxItems", 1, MAX_ITEMS))
        self._max_bytes = number_of(params, "maxBytes", DEFAULT_BYTES)
        budget_ms = number_of(params, "budgetMs", DEFAULT_BUDGET_MS)
        self._deadline = monotonic() + budget_ms / 1000
        if entry.stream_type is None:
            raise InvalidParams("the ref is no stream")
        self._entry = entry
        self._rest = entry.rest or StreamRest()
        self._texts: list[str] = []
        self._count = 0
        self._size = 0
        self._made: list[Entry] = []
        """Refs among the items: held until the answer is complete, so that none evicts another."""

    def answer(self) -> str:
        """Return the protocol's `StreamNextResult` as JSON text."""
        rest, registry = self._rest, self._context.registry
        self._entry.rest = rest
        try:
            self._encode_rest()
            self._fill()
        finally:
            registry.end_use(self._made)
        is_last = not rest.items and (rest.is_over or rest.failure is not None)
        if is_last and (rest.is_over or not self._count):
            registry.discard((self._entry,), "stream_ended")
            if rest.failure is not None:
                raise rest.failure
        done = "true" if is_last and rest.is_over else "false"
        return f'{{"items":[{",".join(self._texts)}],"done":{done}}}'

    def _fill(self) -> None:
        rest = self._rest
        count = FIRST_PULL
        while not (rest.items or rest.is_over or rest.failure) and self._has_room():
            self._pull(min(count, self._max_items - self._count))
            self._encode_rest()
            count *= 4

    def _has_room(self) -> bool:
        if not self._count:
            return True
        is_small = self._count < self._max_items and self._size < self._max_bytes
        return is_small and monotonic() <= self._deadline

    def _pull(self, count: int) -> None:
        """Move items from the stream to the rest."""
        execution, rest = self._execution, self._rest
        pulled = Pulled()
        try:
            if self._entry.stream_type == "async_generator":
                execution.run(_take, (rest, self._entry.obj, (count, self._deadline, pulled)))
            else:
                execution.run_plainly(pull, (self._entry.obj, count, self._deadline, pulled))
            if pulled.error is not None:
                rest.failure = execution.failure_of(pulled.error)
        except AdapterError as failure:
            if execution.request.ending is not None:
                raise
            rest.failure = failure
        finally:
            pulled.error = None
            rest.is_over = pulled.is_over
            rest.items += pulled.items

    def _encode_rest(self) -> None:
        """Move items from the rest to the answer, as many as the session has room for."""
        items, step = self._rest.items, len(self._rest.items)
        while items and self._count < self._max_items:
            part = items[: min(step, self._max_items - self._count)]
            try:
                self._encode(part)
            except SessionFull:
                if step == 1:
                    if not self._count:
                        raise
                    return
                step //= 2
            else:
                del items[: len(part)]

    def _encode(self, items: list[object]) -> None:
        registry = self._context.registry
        made: list[Entry] = []
        wire = encode(items, self._execution.session, registry, created=made)
        if made:
            registry.begin_use(made)
            self._made += made
        text = to_json(wire)[1:-1]
        self._texts.append(text)
        self._count += len(items)
        self._size += len(text)


async def _take(rest: StreamRest, stream: Any, request: tuple[int, float, Pulled]) -> None:
    from .async_pull import AsyncPull

    if rest.pull is None:
        rest.pull = AsyncPull(stream)
    await rest.pull.take(*request)
