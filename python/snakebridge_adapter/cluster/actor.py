"""A session on a Dask worker: an actor around a host of its own.

Its methods are asynchronous, so that Dask runs them on the worker's event loop and no session waits for another;
user code runs on the host's thread. An actor that nobody pulls from is an orphan and ends.
"""

from __future__ import annotations

import asyncio
from time import monotonic

from ..hosting.exchange import Exchange
from ..hosting.session_host import Tenancy
from ..worker.memory import memory_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PULL_SECONDS = 15.0
"""A pull that finds nothing returns after so long, which shows both sides that the other is there."""
WATCH_SECONDS = 1.0
ORPHAN_SECONDS = 90.0
"""Without a pull for so long, the gateway is gone, and Dask has not noticed."""


class SessionActor:
    """Made by Dask on one of its workers; its state is there and nowhere else."""

    def __init__(self, name: str, lost_session: str | None, limits: dict[str, str]) -> None:
        """Be for a session that was lost elsewhere, or None; `limits` are variables of the gateway's environment."""
        host = DaskWorker()
        self._host = host
        self._tenancy = Tenancy(name, host.place, lost_session, limits)
        self._exchange: Exchange | None = None
        self._pulled = 0.0

    async def ask(self, number: int, frames: bytes) -> bytes:
        """Serve frames; return the packet with the answer, unless another call took it."""
        return await self._open().ask(number, frames)

    async def tell(self, number: int, frames: bytes) -> bytes:
        """Serve frames that have no answer."""
        self._open().tell(number, frames)
        return b""

    async def pull(self) -> bytes:
        """Return the next packet of what is said unasked, or nothing after a while."""
        self._pulled = monotonic()
        return await self._open().pull(PULL_SECONDS)

    def _open(self) -> Exchange:
        if self._exchange is None:
            self._exchange = Exchange(self._tenancy)
            self._pulled = monotonic()
            self._watch()
        return self._exchange

    def _watch(self) -> None:
        """End once Dask has let go of the actor, or nobody pulls. Calls that wait would keep it for ever."""
        if self._host.keeps_actor and monotonic() - self._pulled < ORPHAN_SECONDS:
            asyncio.get_running_loop().call_later(WATCH_SECONDS, self._watch)
        elif self._exchange is not None:
            self._exchange.end()


class DaskWorker:
    """The Dask worker that the actor is being made on."""

    def __init__(self) -> None:
        from distributed import get_worker  # pyright: ignore[reportMissingImports]

        worker: Any = get_worker()
        self._key = worker.get_current_task()
        # Where they stood before Dask 2022.6.
        self._actors: Any = getattr(worker, "state", worker).actors
        self._place: dict[str, object] = {"address": worker.address}
        if worker.name is not None:
            self._place["name"] = str(worker.name)
        limit = worker.memory_manager.memory_limit
        if limit:
            self._place["memoryLimitBytes"] = int(limit)

    @property
    def keeps_actor(self) -> bool:
        """Whether Dask still has the actor."""
        return self._key in self._actors

    def place(self) -> dict[str, object]:
        """Return the protocol's `SessionPlace`."""
        return {**self._place, "memoryBytes": memory_bytes()}
