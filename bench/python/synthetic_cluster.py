"""A cluster of any size in one process: hosts that answer a gateway at once, with texts made before."""

from __future__ import annotations

import asyncio
import json
from functools import lru_cache

from snakebridge_adapter.hosting.outbox import Outbox
from snakebridge_adapter.wire.framing import FrameReader

PAGE = 200
LARGEST_MESSAGE = 1 << 30


class Workload:
    """What there is on the cluster."""

    def __init__(self, sessions: int, refs: int, names: int) -> None:
        self.sessions = sessions
        self.refs = refs
        self.names = [f"name_{number}" for number in range(names)]

    def session(self, session_id: str) -> dict[str, object]:
        limit = {"value": 0, "source": "setting"}
        return {
            "id": session_id,
            "label": f"session {session_id}",
            "tags": [],
            "refCount": self.refs,
            "ttlSeconds": limit,
            "maxRefs": limit,
            "ageSeconds": 60.0,
            "nextEviction": None,
            "names": self.names,
            "place": {
                "address": f"tcp://10.1.2.3:{40000 + len(session_id)}",
                "name": f"worker-{session_id}",
                "memoryBytes": 2_000_000_000,
                "memoryLimitBytes": 16_000_000_000,
            },
        }

    def page(self, params: dict) -> str:
        start, count = params.get("start", 0), params.get("count", PAGE)
        count = min(count, self.refs - start)
        return f'{{"total":{self.refs},"start":{start},"refs":{self._refs(count)}}}'

    @lru_cache(maxsize=16)  # noqa: B019 - as long as there is something to measure
    def _refs(self, count: int) -> str:
        return to_text([self.ref(number) for number in range(count)])

    def ref(self, number: int) -> dict[str, object]:
        return {
            "id": f"{number:032x}",
            "sessionId": "0",
            "typeName": "DataFrame",
            "qualifiedType": "pandas.core.frame.DataFrame",
            "kind": "table",
            "preview": [{"kind": "type", "text": "DataFrame"}],
            "length": 1000,
            "shape": [1000, 5],
            "dtype": None,
            "sizeBytes": 40_128,
            "hasChildren": True,
            "names": [f"name_{number}"],
            "pinned": False,
            "ageSeconds": 1.0,
            "remainingSeconds": 3600.0,
            "ttlSeconds": 3600.0,
            "origin": {"expression": "load(path)"},
            "streamType": None,
        }


class SyntheticHost:
    """Stands for an actor on a cluster worker: it answers from a description, at once."""

    def __init__(self, work: Workload, number: int) -> None:
        self.address = f"tcp://10.0.{number // 250}.{number % 250}:40000"
        self.worker_name = f"worker-{number}"
        self._work = work
        self._reader = FrameReader(LARGEST_MESSAGE)
        self._outbox = Outbox()
        self._news = asyncio.Event()
        self._session = ""
        self._event = ""

    async def ask(self, _number: int, frames: bytes) -> bytes:
        for taken in self._reader.feed(frames):
            message = json.loads(taken)
            for each in message if isinstance(message, list) else [message]:
                if "id" in each:
                    result = self._result(each["method"], each.get("params") or {})
                    # Hosts write the id first.
                    start = f'{{"jsonrpc":"2.0","id":{json.dumps(each["id"])}'
                    self._outbox.put(f'{start},"result":{result}}}')
        return self._outbox.take()

    async def tell(self, number: int, frames: bytes) -> bytes:
        return await self.ask(number, frames)

    async def pull(self) -> bytes:
        await self._news.wait()
        self._news.clear()
        return self._outbox.take()

    def release(self) -> None:
        """Nothing is held."""

    def change(self) -> None:
        """Tell that one ref came to be."""
        self._outbox.put(self._event)
        self._news.set()

    def _result(self, method: str, params: dict) -> str:
        if method == "snakebridge/openSession":
            self._live_by(params["session"])
        if method in ("snakebridge/sessions", "snakebridge/subscribe"):
            return f"[{self._session}]"
        return self._work.page(params) if method == "snakebridge/refs" else self._session or "{}"

    def _live_by(self, session_id: str) -> None:
        session = self._work.session(session_id)
        self._session = to_text(session)
        change = {"added": [self._work.ref(0)], "changed": [], "removed": []}
        params = {"sessionId": session_id, "session": session, **change, "memoryBytes": 10**9}
        event = {"jsonrpc": "2.0", "method": "snakebridge/refsChanged", "params": params}
        self._event = to_text(event)


class SyntheticCluster:
    """Stands for a connection to a scheduler."""

    address = "tcp://10.0.0.1:8786"

    def __init__(self, work: Workload) -> None:
        self._work = work
        self.lost = asyncio.get_running_loop().create_future()
        self.hosts: list[SyntheticHost] = []

    async def info(self) -> dict[str, object]:
        told = {"engine": "dask", "address": self.address, "dashboard": None}
        return {**told, "workerCount": self._work.sessions}

    async def place(self, _name: str, _lost_session: str | None) -> SyntheticHost:
        self.hosts.append(SyntheticHost(self._work, len(self.hosts)))
        return self.hosts[-1]

    async def close(self) -> None:
        """Nothing is held."""


def to_text(message: object) -> str:
    return json.dumps(message, separators=(",", ":"))
