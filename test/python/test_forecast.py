"""What is said of the future comes true, and looking changes nothing of it: no lifetime, no order, no count."""

from __future__ import annotations

import gc
import random
import sys
from typing import Any

import pytest
from hostile_objects import RUNS, hostile_objects
from support.manual_clock import ManualClock
from support.volumes import volume_of

from snakebridge_adapter.errors import InvalidParams, SessionFull
from snakebridge_adapter.handlers import copying, inspection, search, sessions
from snakebridge_adapter.inspection.members import PARTS
from snakebridge_adapter.registry.listing import session_info
from snakebridge_adapter.registry.registry import Registry
from snakebridge_adapter.worker.context import Context

INSPECTIONS = 1_000
MAX_REFS = 6
STEPS = 60


class Thing:
    """Something to store."""


class Workload:
    """Random use of one session, small enough to overflow all the time."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.clock = ManualClock()
        self.registry = Registry(self.clock)
        self.session = self.registry.open("s", ttl_seconds=50, max_refs=MAX_REFS)
        self.in_use: list[Any] = []

    def step(self) -> None:
        entries = list(self.session.entries.values())
        ref = self.random.choice(entries).id if entries else None
        do = self.random.choice(
            ("store", "store", "use", "use", "pin", "extend", "hold", "let go", "release", "wait")
        )
        if do == "store":
            self.store_as_forecast()
        elif do == "wait":
            self.clock.advance(self.random.uniform(0, 20))
            self.registry.sweep()
        elif do == "let go":
            if self.in_use:
                self.registry.end_use([self.in_use.pop()])
        elif ref is not None:
            self.touch(do, ref)

    def touch(self, do: str, ref: str) -> None:
        if do == "use":
            self.registry.resolve("s", "s", ref)
        elif do == "pin":
            self.registry.pin("s", ref, on=self.random.random() < 0.5)
        elif do == "extend":
            self.registry.extend("s", ref, self.random.uniform(0, 100))
        elif do == "hold":
            self.in_use.append(self.registry.resolve("s", "s", ref, hold=True))
        else:
            self.registry.release("s", [ref])

    def store_as_forecast(self) -> None:
        """Store something new; what goes for it is what was said to go next, or nothing is stored at all."""
        self.clock.advance(0.001)
        self.registry.sweep()
        forecast = session_info(self.session, self.clock())["nextEviction"]
        before = set(self.session.entries)
        try:
            self.registry.store(self.session, Thing())
        except SessionFull:
            assert forecast is None
            assert set(self.session.entries) == before
            return
        gone = before - set(self.session.entries)
        assert gone == ({forecast} if len(before) >= MAX_REFS else set())


def test_what_is_said_to_be_evicted_next_is():
    for seed in range(volume_of("forecasts")):
        workload = Workload(seed)
        for _ in range(STEPS):
            workload.step()


class World:
    """A session with hostile things in it, and everybody who may look at it."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.clock = ManualClock()
        self.context = Context()
        self.context.registry = self.registry = Registry(self.clock)
        self.session = self.registry.session("s")
        things = [*hostile_objects().values(), {"a": [1, {"b": Thing()}]}, [Thing()] * 3, "text"]
        for thing in things:
            self.clock.advance(1)
            self.registry.store(self.session, thing)
        self.entries = list(self.session.entries.values())
        for entry in self.random.sample(self.entries, 10):
            self.registry.resolve("s", "s", entry.id)
        self.registry.extend("s", self.entries[3].id, 9_999)
        self.registry.pin("s", self.entries[5].id, on=True)

    def facts(self) -> Any:
        """Return all that lives change by, and how often each object is referred to."""
        gc.collect()
        return (
            list(self.session.idle),
            dict(self.session.extended),
            [(each.used, each.holds, each.pinned, each.claims) for each in self.entries],
            [self.session.expiry(each) for each in self.entries],
            [sys.getrefcount(each.obj) for each in self.entries],
            [sys.getrefcount(each) for each in self.entries],
        )

    def inspect(self) -> None:
        """Look in some way at something."""
        address = {"session": "s", "ref": self.random.choice(self.entries).id, "path": self.path()}
        look = self.random.choice(
            (self.list, self.arrange, self.children, self.describe, self.copy, self.search)
        )
        try:
            look(address)
        except InvalidParams:
            pass  # the path leads nowhere, which is no reason to change anything

    def path(self) -> list[Any]:
        steps: list[Any] = [{"item": 0}, {"attr": "own"}, {"key": "a"}, {"attr": "__dict__"}]
        return self.random.sample(steps, self.random.choice((0, 0, 0, 1, 2)))

    def list(self, _: Any) -> None:
        start, count = self.random.randrange(30), self.random.randrange(1, 30)
        sessions.refs(self.context, {"session": "s", "start": start, "count": count})
        sessions.sessions(self.context, {})

    def arrange(self, _: Any) -> None:
        sort = self.random.choice(("name", "type", "size", "age", "remaining", "used"))
        arrangement = {
            "sort": sort,
            "group": "type",
            "filter": self.random.choice(("", "a", "hostile")),
        }
        params = {"session": "s", "arrangement": arrangement, "look": self.random.randrange(9)}
        sessions.refs(self.context, params)

    def children(self, address: Any) -> None:
        part = self.random.choice(("items", *PARTS))
        inspection.children(self.context, {**address, "part": part})

    def describe(self, address: Any) -> None:
        inspection.describe(self.context, address)

    def copy(self, address: Any) -> None:
        form = self.random.choice(("value", "json", "path", "expression", "python"))
        copying.copy(self.context, {**address, "form": form})

    def search(self, _: Any) -> None:
        cursor = search.search(self.context, {"session": "s", "query": "a", "limit": 10})["cursor"]
        if cursor is not None:
            search.search(self.context, {"cursor": cursor, "giveUp": True})


@pytest.mark.parametrize("seed", [1, 2])
def test_a_thousand_inspections_change_no_lifetime_no_order_and_no_reference_count(seed):
    world = World(seed)
    # What is imported or cached on first use is no part of the question.
    for _ in range(50):
        world.inspect()
    before = world.facts()
    for _ in range(INSPECTIONS):
        world.inspect()
    assert world.facts() == before
    assert RUNS == []
