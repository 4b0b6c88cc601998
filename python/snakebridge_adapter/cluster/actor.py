"""A session on a Dask worker: an actor around a host of its own.

Its methods are asynchronous, so that Dask runs them on the worker's event loop and no session waits for another;
user code runs on the host's thread. An actor that nobody pulls from is an orphan and ends.
"""

from __future__ import annotations

import asyncio

from ..hosting.exchange import Exchange
from ..hosting.session_host import Tenancy
from ..worker.memory import memory_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PULL_SECONDS = 15.0
"""A pull that finds nothing returns after so long, which shows both sides that the other is there."""
ORPHAN_SECONDS = 90.0
"""Without a pull for so long, the gateway is gone, and Dask has not noticed."""


class SessionActor:
    """Made by Dask on one of its workers; its state is there and nowhere else."""

    def __init__(self, name: str, lost_session: str | None) -> None:
        self._tenancy = Tenancy(name, place_teller(), lost_session)
        self._exchange: Exchange | None = None
        self._orphaned: asyncio.TimerHandle | None = None

    async def ask(self, number: int, frames: bytes) -> bytes:
        """Serve frames; return the packet with the answer, unless another call took it."""
        return await self._open().ask(number, frames)

    async def tell(self, number: int, frames: bytes) -> bytes:
        """Serve frames that have no answer."""
        self._open().tell(number, frames)
        return b""

    async def pull(self) -> bytes:
        """Return the next packet of what is said unasked, or nothing after a while."""
        exchange = self._open()
        if self._orphaned is not None:
            self._orphaned.cancel()
        loop = asyncio.get_running_loop()
        self._orphaned = loop.call_later(ORPHAN_SECONDS + PULL_SECONDS, exchange.end)
        return await exchange.pull(PULL_SECONDS)

    def __del__(self) -> None:
        """End the session: Dask let go of the actor."""
        if self._exchange is not None:
            self._exchange.end()

    def _open(self) -> Exchange:
        if self._exchange is None:
            self._exchange = Exchange(self._tenancy)
        return self._exchange


def place_teller() -> Any:
    """Return what tells of this Dask worker as the protocol's `SessionPlace`."""
    from distributed import get_worker  # pyright: ignore[reportMissingImports]

    worker = get_worker()
    place: dict[str, object] = {"address": worker.address}
    if worker.name is not None:
        place["name"] = str(worker.name)
    limit = worker.memory_manager.memory_limit
    if limit:
        place["memoryLimitBytes"] = int(limit)
    return lambda: {**place, "memoryBytes": memory_bytes()}
