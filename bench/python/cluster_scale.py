"""What a gateway costs at a size no test machine has: by default 1,000 cluster workers with 1,000,000 refs.

The gateway is the real one: routing, merging, events, searches. Only the way to the cluster is synthetic: each host
answers at once, with texts made before, what a real one would say of so many refs. So the figures are the gateway's
own share, to which the network and Dask add theirs: `--dask` measures what they add, with sessions on a cluster that
it starts on this machine. Run it as
`PYTHONPATH=python python3 bench/python/cluster_scale.py [--dask] [SESSIONS REFS_PER_SESSION NAMES_PER_SESSION]`.
"""

from __future__ import annotations

import asyncio
import json
import re
import resource
import sys
from contextlib import asynccontextmanager
from time import perf_counter, process_time

from synthetic_cluster import LARGEST_MESSAGE, PAGE, SyntheticCluster, Workload, to_text

from snakebridge_adapter.cluster import cluster_sessions
from snakebridge_adapter.cluster.gateway import Gateway
from snakebridge_adapter.wire.framing import FrameReader, frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator

EVENTS_PER_SESSION = 20
"""A session tells at most so many changes a second: they are coalesced for 50 ms."""
ANSWER = re.compile(rb'\{"jsonrpc":"2\.0","id":(\d+),"(?:result|error)"')


class Client:
    """The other end of the gateway's pipe."""

    def __init__(self) -> None:
        self._to_gateway: asyncio.Queue[bytes] = asyncio.Queue()
        self._reader = FrameReader(LARGEST_MESSAGE)
        self._waiting: dict[int, asyncio.Future] = {}
        self._last = 0
        self.received = 0
        self.events = 0
        self.wanted_events = 0
        self.all_events = asyncio.Event()

    async def frames(self) -> AsyncIterator[bytes]:
        while True:
            for taken in FrameReader(LARGEST_MESSAGE).feed(await self._to_gateway.get()):
                yield taken

    def write(self, data: object) -> None:
        data = bytes(data)
        self.received += len(data)
        for taken in self._reader.feed(data):
            self._take(taken)

    def send(self, body: str, _attachments: object = ()) -> None:
        self.write(frame(body))

    def ask(self, method: str, params: object) -> asyncio.Future:
        self._last += 1
        answer = self._waiting[self._last] = asyncio.get_running_loop().create_future()
        request = {"jsonrpc": "2.0", "id": self._last, "method": method, "params": params}
        self._to_gateway.put_nowait(frame(to_text(request)))
        return answer

    def _take(self, taken: bytes) -> None:
        if b'"method":"snakebridge/refsChanged"' in taken[:120]:
            self.events += 1
            if self.events == self.wanted_events:
                self.all_events.set()
            return
        found = ANSWER.match(taken)
        if found is not None:
            self._waiting.pop(int(found[1])).set_result(taken)


class Measured:
    """Prints what a step took: by the clock, of the processor, and on the wire."""

    def __init__(self, client: Client, name: str) -> None:
        self._client = client
        self._name = name

    def __enter__(self) -> None:
        self._wall, self._cpu = perf_counter(), process_time()
        self._bytes = self._client.received

    def __exit__(self, *_: object) -> None:
        wall, cpu = perf_counter() - self._wall, process_time() - self._cpu
        size = (self._client.received - self._bytes) / 1e6
        print(f"{self._name:<52}{wall * 1000:>10,.0f} ms{cpu * 1000:>10,.0f} ms{size:>10,.1f} MB")


def check(holds: bool) -> None:
    if not holds:
        raise AssertionError


def resident_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


async def simulate(work: Workload) -> None:
    cluster = SyntheticCluster(work)
    connected = asyncio.get_running_loop().create_future()
    connected.set_result(cluster)
    cluster_sessions.connect = lambda _options: connected
    client = Client()
    async with serving(client, cluster.address):
        print(
            f"{work.sessions:,} workers and sessions, {work.sessions * work.refs:,} refs, "
            f"{len(work.names):,} names a session"
        )
        before = resident_mb()
        ids = await measure_sessions(client, work)
        each_kb = (resident_mb() - before) * 1000 / work.sessions
        await measure_pages(client, work, ids)
        await measure_events(client, cluster)
    print(
        f"memory of the gateway and all that is simulated: {resident_mb():,.0f} MB; "
        f"a session added {each_kb:,.0f} kB"
    )


async def try_dask(work: Workload) -> None:
    client = Client()
    async with serving(client, "local"):
        print(f"{work.sessions:,} sessions on a Dask cluster of this machine")
        await measure_sessions(client, work)


@asynccontextmanager
async def serving(client: Client, address: str) -> AsyncIterator[None]:
    gateway = Gateway(client)
    running = asyncio.ensure_future(gateway.run())
    told = {"protocolVersion": 1, "cluster": {"engine": "dask", "address": address}}
    handshake = {"capabilities": {}, "initializationOptions": {"snakebridge": told}}
    await client.ask("initialize", handshake)
    yield
    gateway.ended.set()
    await running


async def measure_sessions(client: Client, work: Workload) -> list[str]:
    ids = [str(number) for number in range(work.sessions)]
    print(f"{'':<52}{'clock':>13}{'processor':>13}{'sent':>13}")
    with Measured(client, "open all sessions"):
        await asyncio.gather(*(client.ask("snakebridge/openSession", {"session": i}) for i in ids))
    with Measured(client, "list all sessions (aggregated)"):
        listed = await client.ask("snakebridge/sessions", {})
    check(len(json.loads(listed)["result"]) == work.sessions)
    return ids


async def measure_pages(client: Client, work: Workload, ids: list[str]) -> None:
    with Measured(client, f"one page of {PAGE} refs of one session"):
        page = await client.ask("snakebridge/refs", {"session": ids[0], "count": PAGE})
    check(json.loads(page)["result"]["total"] == work.refs)
    with Measured(client, f"all refs of all sessions, in pages of {PAGE}"):
        for session_id in ids:
            for start in range(0, work.refs, PAGE):
                params = {"session": session_id, "start": start, "count": PAGE}
                await client.ask("snakebridge/refs", params)


async def measure_events(client: Client, cluster: SyntheticCluster) -> None:
    await client.ask("snakebridge/subscribe", {"on": True})
    client.wanted_events = client.events + len(cluster.hosts) * EVENTS_PER_SESSION
    with Measured(client, f"{client.wanted_events:,} events: all change all the time, 1 s"):
        for _ in range(EVENTS_PER_SESSION):
            for host in cluster.hosts:
                host.change()
            await asyncio.sleep(0)
        await client.all_events.wait()


def main(arguments: list[str]) -> None:
    sizes = [int(argument) for argument in arguments if argument != "--dask"]
    work = Workload(*sizes, *(1000, 1000, 10)[len(sizes) :])
    asyncio.run((try_dask if "--dask" in arguments else simulate)(work))


if __name__ == "__main__":
    main(sys.argv[1:])
