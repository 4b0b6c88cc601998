"""Dask's own actors: a cluster of two workers here, and round trips of one of its actors, timed by Dask's client.

Answers lines of JSON: the scheduler's address, or how long round trips took in microseconds. The client speaks to
the worker directly, which is the shorter of Dask's two ways.
"""

import json
import math
import os
import sys
from statistics import quantiles
from time import perf_counter

from distributed import Actor, Client, LocalCluster


class Roots:
    """The actor."""

    def sqrt(self, x: float) -> float:
        return math.sqrt(x)


def main() -> None:
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster,
        Client(cluster, direct_to_workers=True) as client,
    ):
        roots = client.submit(Roots, actor=True).result()
        for line in sys.stdin:
            request = json.loads(line)
            answer = {"id": request["id"], "address": cluster.scheduler_address}
            if "times" in request:
                times = sorted(round_trip(roots) for _ in range(request["times"]))
                answer |= {"p50": times[len(times) // 2], "p99": quantiles(times, n=100)[98]}
            os.write(1, (json.dumps(answer) + "\n").encode())


def round_trip(roots: Actor) -> float:
    start = perf_counter()
    roots.sqrt(16).result()
    return (perf_counter() - start) * 1e6


if __name__ == "__main__":
    main()
