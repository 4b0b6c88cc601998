"""The way to a host for callers on one event loop: numbered frames in, packets out.

Calls may overtake each other on their way here; numbers put them in order again. Side requests answer while user
code runs, and nobody waits on the event loop for anything but an answer.
"""

from __future__ import annotations

import asyncio

from .session_host import SessionHost

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Optional

    from ..wire.framing import Buffer
    from .outbox import Outbox
    from .session_host import Tenancy

    Delivery = tuple[bytes, Optional["Reply"]]


class Exchange:
    """Feeds a host and takes from it. Made, and called, on one event loop."""

    def __init__(self, tenancy: Tenancy) -> None:
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._is_announced = False
        self._next = 0
        self._early: dict[int, Delivery] = {}
        """What came before its turn, by number."""
        self._awaited: set[Reply] = set()
        self._host = SessionHost(tenancy, self.announce)

    async def ask(self, number: int, frames: bytes) -> bytes:
        """Have frames served; return what is there to be taken once the first answer to them is."""
        reply = Reply(self._host.outbox, self)
        self._deliver(number, (frames, reply))
        self._awaited.add(reply)
        await reply.come.wait()
        self._awaited.discard(reply)
        return self._host.outbox.take()

    def tell(self, number: int, frames: bytes) -> None:
        """Have frames served to which no answer is expected."""
        self._deliver(number, (frames, None))

    async def pull(self, seconds: float) -> bytes:
        """Return what is there to be taken; wait for it, but no longer than so many seconds."""
        self._is_announced = False
        self._news.clear()
        packet = self._host.outbox.take()
        if packet:
            return packet
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except asyncio.TimeoutError:
            return b""
        return self._host.outbox.take()

    def remember_lost(self, session_id: str) -> None:
        """Have the host say of refs of a session that they went with what it lived on."""
        self._host.remember_lost(session_id)

    def end(self) -> None:
        """End the host, and let go of who waits for it."""
        self._host.begin()
        for event in (self._news, *(reply.come for reply in self._awaited)):
            event.set()

    def soon(self, event: asyncio.Event) -> None:
        """Set an event of this loop. Any thread."""
        try:
            self._loop.call_soon_threadsafe(event.set)
        except RuntimeError:
            pass  # The loop is closed: nobody is left to be told.

    def announce(self) -> None:
        """Wake who pulls. Any thread."""
        if not self._is_announced:
            self._is_announced = True
            self.soon(self._news)

    def _deliver(self, number: int, delivery: Delivery) -> None:
        self._early[number] = delivery
        while self._next in self._early:
            frames, reply = self._early.pop(self._next)
            self._next += 1
            self._host.feed(frames, reply)


class Reply:
    """Where the answers to one call's frames go."""

    def __init__(self, outbox: Outbox, exchange: Exchange) -> None:
        self._outbox = outbox
        self._exchange = exchange
        self.come = asyncio.Event()
        """Set on the event loop after the first of them."""
        self._has_come = False

    def send(self, body: str, attachments: Sequence[Buffer] = ()) -> None:
        """Take the JSON text of an answer, or of several."""
        self._outbox.put(body, attachments)
        if self._has_come:
            # A part of a batch that lasted; its caller is gone.
            self._exchange.announce()
            return
        self._has_come = True
        self._exchange.soon(self.come)
