"""A host of sessions on a thread of its own: frames are fed in, packets are taken out.

What a worker process does around the same core, without a process: no descriptors, no signals, no exit. One of
these is an actor's; another one answers in a gateway what belongs to no session.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from time import sleep

from ..worker.context import Context
from ..worker.core import Core
from ..worker.ending import Ending, stop
from .fed_loop import FedLoop
from .outbox import Outbox, OutboxSender
from .routed_streams import claim_streams, leave_streams
from .shared_path import SharedSearchPath
from .thread_interrupts import ThreadInterrupts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..worker.requests import AnswerSink


STARTING_SECONDS = 0.0005


class Tenancy:
    """What a host is told of the sessions it is for."""

    __slots__ = ("environment", "lost_session", "name", "place")

    def __init__(
        self,
        name: str,
        place: Callable[[], object] | None = None,
        lost_session: str | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self.name = name
        """How its requests to the client begin their ids."""
        self.place = place
        """Tells where its sessions live."""
        self.lost_session = lost_session
        """One that lived elsewhere before, and was lost there."""
        self.environment = environment
        """Where limits come from that nobody sets."""


class SessionHost(Ending):
    """The host. Its thread keeps it: whoever drops it must `begin` its end."""

    def __init__(self, tenancy: Tenancy, announce: Callable[[], None]) -> None:
        """Call `announce` when there is something to take that is no answer."""
        self._tenancy = tenancy
        self._announce = announce
        self._context: Context | None = None
        self.outbox = Outbox()
        self._loop = FedLoop()
        name = f"snakebridge {tenancy.name}"
        threading.Thread(target=self._serve, name=name, daemon=True).start()

    def feed(self, frames: bytes, sink: AnswerSink | None = None) -> None:
        """Have frames served. Any thread."""
        self._loop.feed(frames, sink)

    def remember_lost(self, session_id: str) -> None:
        """Say of refs of this session that they went with what it lived on. Any thread."""
        if self._context is not None:
            self._context.registry.remember_lost(session_id)

    def begin(self) -> None:
        """Let the thread end, and with it everything its sessions hold. Any thread."""
        self._loop.starve()
        if self._context is not None:
            stop(self._context)

    def _serve(self) -> None:
        if sys.version_info < (3, 10):
            # There only the main thread has a loop of its own accord.
            asyncio.set_event_loop(asyncio.new_event_loop())
        search_path = SharedSearchPath()
        context = Context()
        context.search_path = search_path
        core = self._furnish(context)
        claim_streams(context.output.write)
        try:
            core.start_ticker()
            # Until a thread runs, Python counts it as the one that started it, and would strike it in its place.
            while not self._loop.is_watched:
                sleep(STARTING_SECONDS)
            self._run()
        finally:
            leave_streams()
            search_path.leave()
            core.dismiss()
            for session in context.registry.sessions():
                context.registry.release_session(session.id)

    def _run(self) -> None:
        """Serve until the end, whatever strikes late."""
        interrupts = self._interrupts
        while not self._loop.has_ended:
            try:
                self._loop.run()
                interrupts.retire()
            except KeyboardInterrupt:
                self._loop.running = None

    def _furnish(self, context: Context) -> Core:
        tenancy = self._tenancy
        context.name = tenancy.name
        context.ending = self
        context.sender = OutboxSender(self.outbox, self._announce)
        interrupts = ThreadInterrupts(lambda: _wake_callbacks(context))
        context.interrupts = self._interrupts = interrupts
        context.loop = self._loop
        core = Core(context, tenancy.environment)
        self._loop.perform = context.perform
        if tenancy.place is not None:
            context.registry.place = tenancy.place
        if tenancy.lost_session is not None:
            context.registry.remember_lost(tenancy.lost_session)
        self._context = context
        return core


def _wake_callbacks(context: Context) -> None:
    for invocation in tuple(context.callbacks.waiting.values()):
        invocation.bell.ring()
