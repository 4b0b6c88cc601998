"""Waiting for awaitable results: one event loop per worker, made when first needed and kept.

What the user's tasks and connections hang on lives as long as the worker; it makes progress while a request waits.
"""

from __future__ import annotations

import sys

from ..wire.static_type import ABSENT, find_in_mro

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable
    from typing import Any

    from ..worker.interrupts import Interrupts

CANCEL_SECONDS = 1.0
"""Time for a cancelled coroutine to clean up."""


def is_awaitable(value: object) -> bool:
    """Return whether `value` can be awaited, told from its class without running anything."""
    return find_in_mro(type(value), "__await__") is not ABSENT


class Waiter:
    """Runs the event loop until something is there. Main thread."""

    def __init__(self, interrupts: Interrupts) -> None:
        self._interrupts = interrupts
        self._loop: asyncio.AbstractEventLoop | None = None

    def wait(self, awaitable: Awaitable[Any]) -> Any:
        """Return what `awaitable` gives. An interrupt cancels it."""
        import asyncio

        loop = self._event_loop()
        if not loop.is_running():
            return self._complete(loop, awaitable)
        # A coroutine called a host function, which called back here: the loop below cannot go on meanwhile.
        inner = asyncio.new_event_loop()
        outer_cancel = self._interrupts.cancel_task
        asyncio._set_running_loop(None)  # noqa: SLF001 - meant for those who run loops
        try:
            return self._complete(inner, awaitable)
        finally:
            asyncio._set_running_loop(loop)  # noqa: SLF001 - as above
            self._interrupts.cancel_task = outer_cancel
            inner.close()

    def _complete(self, loop: asyncio.AbstractEventLoop, awaitable: Awaitable[Any]) -> Any:
        import asyncio

        task = asyncio.ensure_future(_result_of(awaitable), loop=loop)
        del awaitable

        def cancel_task() -> bool:
            # In the middle of a coroutine the exception itself must stop it: it may never await again.
            if asyncio.current_task(loop) is not None:
                return False
            loop.call_soon_threadsafe(task.cancel)
            return True

        self._interrupts.cancel_task = cancel_task
        try:
            return loop.run_until_complete(task)
        finally:
            self._interrupts.cancel_task = None
            _abandon(loop, task)

    def _event_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None or self._loop.is_closed():
            import asyncio

            if sys.version_info < (3, 10):
                # There events and locks made outside of coroutines belong to the loop that was current then.
                self._loop = asyncio.get_event_loop()
            else:
                self._loop = asyncio.new_event_loop()
            # User code that asks for the current loop outside of coroutines gets this one.
            asyncio.set_event_loop(self._loop)
        return self._loop


def _abandon(loop: asyncio.AbstractEventLoop, task: asyncio.Task[Any]) -> None:
    """Let go of a task that was interrupted: cancel it if it still waits, for a short while."""
    import asyncio

    if not task.done():
        task.cancel()
        loop.run_until_complete(asyncio.wait({task}, timeout=CANCEL_SECONDS))
    if task.done() and not task.cancelled():
        task.exception()  # Told already; else it is logged as never retrieved.


async def _result_of(awaitable: Awaitable[Any]) -> Any:
    return await awaitable
