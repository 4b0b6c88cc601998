"""Pulling items of an asynchronous stream: as many as wanted, or what has come when the time is up.

An item that is still awaited then is not given up: the next request waits on for it.
"""

from __future__ import annotations

import asyncio
from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Any

    from .pulled import Pulled


class AsyncPull:
    """The pulling side of one asynchronous stream. Lives inside the worker's event loop."""

    def __init__(self, stream: AsyncIterator[Any]) -> None:
        self._stream = stream
        self._items: list[object] = []
        self._is_over = False
        self._wanted = 0
        self._arrived = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def take(self, count: int, deadline: float, pulled: Pulled) -> None:
        """Add up to `count` items to `pulled`; none only at the end of the stream or if it fails.

        Waits for the first item however long it takes, for more only until `deadline`.
        """
        self._wanted = count
        task = self._task = self._task or asyncio.ensure_future(self._collect())
        await self._first(task)
        remaining = deadline - monotonic()
        if not task.done() and remaining > 0:
            await asyncio.wait({task}, timeout=remaining)
        pulled.items += self._items
        self._items = []
        self._wanted = 0
        if task.done():
            self._task = None
            pulled.is_over = self._is_over
            pulled.error = task.exception()

    async def close(self) -> None:
        """Stop awaiting and close the stream."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait({task})
        close = getattr(self._stream, "aclose", None)
        if close is not None:
            await close()

    async def _first(self, task: asyncio.Task[None]) -> None:
        """Wait until there is an item, or there will be none."""
        while not self._items and not task.done():
            self._arrived.clear()
            arrival = asyncio.ensure_future(self._arrived.wait())
            try:
                await asyncio.wait({task, arrival}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                arrival.cancel()

    async def _collect(self) -> None:
        try:
            while len(self._items) < self._wanted:
                item = await self._stream.__anext__()
                # Only now: the list may have been taken away meanwhile.
                self._items.append(item)
                del item
                self._arrived.set()
        except StopAsyncIteration:
            self._is_over = True
