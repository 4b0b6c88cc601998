"""The sessions on the cluster: placing them, and telling the client what died when they are lost.

A scheduler that comes back is used again by the next session that is placed.
"""

from __future__ import annotations

import asyncio
from typing import Any

from ..errors import AdapterError, Cancelled, ClusterUnavailable, WorkerExited, death_words
from ..wire.json_text import to_json
from ..worker.requests import error_text
from .dask_cluster import connect
from .directory import Directory
from .link import Link, Pending

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .dask_cluster import Carrier, DaskCluster
    from .options import ClusterOptions
    from .pipe import ClientPipe

SCHEDULER_SECONDS = 0.5
"""A cluster worker that goes is waited for so long to turn out to have gone with its scheduler."""


class ClusterSessions:
    """Every session with its host."""

    def __init__(
        self,
        pipe: ClientPipe,
        remember_lost: Callable[[str], None],
        greet: Callable[[Link], None],
    ) -> None:
        """Call `remember_lost` with sessions that went, and `greet` with each new host."""
        self.is_ready = False
        """Whether sessions can be placed."""
        self.is_subscribed = False
        """Whether the client wants events of refs."""
        self._pipe = pipe
        self._remember_lost = remember_lost
        self._greet = greet
        self._directory = Directory(self._make)
        self._named: dict[str, Link] = {}
        self._lost: set[str] = set()
        self._count = 0
        self._connecting = asyncio.Lock()
        self._cluster: DaskCluster | None = None
        self._tasks: set[asyncio.Future[None]] = set()

    async def begin(self, options: ClusterOptions, handshake: dict[str, Any]) -> object:
        """Connect; return the protocol's `ClusterInfo`. Each host is greeted with `handshake`.

        Raises:
            ClusterUnavailable: it cannot be used.
        """
        self._options = options
        self._handshake = handshake
        return await (await self._connected()).info()

    @property
    def links(self) -> list[Link]:
        """All hosts of sessions, in the order made."""
        return self._directory.links

    @property
    def live(self) -> list[Link]:
        """Those with a session."""
        return self._directory.live

    def named(self, request_id: object) -> Link | None:
        """Return the host that sent the request of this id."""
        if type(request_id) is not str:
            return None
        return self._named.get(request_id.partition(":")[0] + ":")

    def find(self, session_id: str) -> Link | None:
        """Return the host of a session, if there is one."""
        return self._directory.find(session_id)

    def home(self, session_id: str) -> Link:
        """Return the host of a session, made now if there is none."""
        return self._directory.home(session_id)

    def rest(self, link: Link) -> None:
        """Note that the session of a host was released."""
        self._directory.rest(link)

    def end_all(self) -> None:
        """Let go of all hosts; their sessions end."""
        for link in self.links:
            self._drop(link)
            self._fail(link.end(), Cancelled(interrupted=False))

    async def close(self) -> None:
        """Let go of the cluster."""
        for link in self.links:
            link.end()
        if self._cluster is not None:
            await self._cluster.close()

    def _make(self, session_id: str) -> Link:
        self._count += 1
        link = Link(f"s{self._count}:", self._pipe.write, self._host_failed)
        link.session_id = session_id
        self._named[link.name] = link
        link.request("initialize", self._handshake)
        if self.is_subscribed:
            link.request("snakebridge/subscribe", {"on": True})
        self._greet(link)
        self._start(self._place(link))
        return link

    async def _place(self, link: Link) -> None:
        try:
            cluster = await self._connected()
            link.open(await self._placed(cluster, link))
        except AdapterError as error:
            self._unplaced(link, error)
        except Exception as error:  # whatever Dask raises, requests must end
            message = f"The Dask cluster at {self._options.address} failed: {error!r}"
            self._unplaced(link, ClusterUnavailable("unreachable", self._options.address, message))

    def _unplaced(self, link: Link, error: AdapterError) -> None:
        self._drop(link)
        self._fail(link.end(), error)

    async def _placed(self, cluster: DaskCluster, link: Link) -> Carrier:
        lost_session = link.session_id if link.session_id in self._lost else None
        placing = asyncio.ensure_future(cluster.place(link.name, lost_session))
        await asyncio.wait({placing, cluster.lost}, return_when=asyncio.FIRST_COMPLETED)
        if not placing.done():
            placing.cancel()
            raise WorkerExited(link.session_id, "scheduler", cluster.address)
        carrier = placing.result()
        link.address, link.worker_name = carrier.address, carrier.worker_name
        return carrier

    async def _connected(self) -> DaskCluster:
        async with self._connecting:
            cluster = self._cluster
            if cluster is None:
                cluster = self._cluster = await connect(self._options)
                self._start(self._watch(cluster))
            return cluster

    async def _watch(self, cluster: DaskCluster) -> None:
        await asyncio.wait({cluster.lost})
        if self._cluster is not cluster:
            return
        self._cluster = None
        self._lose(self.links, "scheduler", cluster.address, None)
        await cluster.close()

    def _host_failed(self, link: Link, _error: BaseException) -> None:
        self._start(self._lose_worker(link))

    async def _lose_worker(self, link: Link) -> None:
        cluster = self._cluster
        if cluster is not None:
            await asyncio.wait({cluster.lost}, timeout=SCHEDULER_SECONDS)
        if link.is_gone or cluster is None or cluster.lost.done():
            return
        links = [each for each in self.links if each.address == link.address]
        self._lose(links, "worker", link.address, link.worker_name)

    def _lose(self, links: list[Link], died: str, address: str, worker_name: str | None) -> None:
        """Tell that hosts went with a part of the cluster: first the sessions, then each request."""
        if not links:
            return
        left = [(link, link.end()) for link in links]
        for link in links:
            self._drop(link)
            self._lost.add(link.session_id)
            self._remember_lost(link.session_id)
        sessions = [link.session_id for link in links]
        self._notify(
            "snakebridge/sessionsLost",
            {
                "sessions": sessions,
                "died": died,
                "address": address,
                "workerName": worker_name,
                "message": death_words(died, address, worker_name),
            },
        )
        for session_id in sessions if self.is_subscribed else ():
            gone = {
                "sessionId": session_id,
                "session": None,
                "added": [],
                "changed": [],
                "removed": [],
            }
            self._notify("snakebridge/refsChanged", gone)
        for link, requests in left:
            error = WorkerExited(link.session_id, died, address, worker_name)
            self._fail(requests, error)

    def _drop(self, link: Link) -> None:
        self._directory.forget(link)
        self._named.pop(link.name, None)

    def _fail(self, requests: Iterable[Pending], error: AdapterError) -> None:
        for pending in requests:
            id_text = to_json(pending.request_id)
            self._pipe.send(error_text(id_text, error.code, error.message, error.data))

    def _notify(self, method: str, params: object) -> None:
        self._pipe.send(to_json({"jsonrpc": "2.0", "method": method, "params": params}))

    def _start(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
