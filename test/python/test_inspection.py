"""Looking runs no code of the user, changes no lifetime, keeps no reference, and is bounded."""

from __future__ import annotations

import gc
import random
import sys
import time
import types
import weakref
from typing import Any

import pytest
from hostile_objects import INSTANCE_HOOKS, RUNS, hostile_objects

from snakebridge_adapter.handlers import inspection
from snakebridge_adapter.inspection.members import PARTS
from snakebridge_adapter.inspection.summary import summarize
from snakebridge_adapter.registry.registry import Registry
from snakebridge_adapter.worker.context import Context

NAMES = sorted(hostile_objects())


class World:
    """A session whose clock stands still unless moved."""

    def __init__(self) -> None:
        self.now = 0.0
        self.registry = Registry(lambda: self.now)
        self.session = self.registry.session("s")
        self.context = Context()
        self.context.registry = self.registry

    def store(self, obj: object) -> str:
        return self.registry.store(self.session, obj).id

    def children(self, ref: str, **more: object) -> dict[str, Any]:
        return inspection.children(
            self.context, {"session": "s", "ref": ref, "count": 1000, **more}
        )

    def describe(self, ref: str, path: list[Any]) -> dict[str, Any]:
        return inspection.describe(self.context, {"session": "s", "ref": ref, "path": path})

    def look_everywhere(self, ref: str, depth: int = 2, path: tuple[Any, ...] = ()) -> int:
        """Expand every part of everything below a ref, describe it all, and return the number of rows."""
        seen = 0
        for part in ("items", *PARTS):
            for row in self.children(ref, part=part, path=list(path))["children"]:
                seen += 1
                assert row["error"] is None
                if row["summary"] is None or row["cycleDepth"] is not None or len(path) >= depth:
                    continue
                deeper = (*path, row["step"])
                self.describe(ref, list(deeper))
                if part not in ("functions", "special") or row["name"] in ("__dict__", "__class__"):
                    seen += self.look_everywhere(ref, depth, deeper)
        return seen


@pytest.fixture
def world():
    return World()


@pytest.mark.parametrize("name", NAMES)
def test_looking_runs_nothing(world, name):
    obj = hostile_objects()[name]
    ref = world.store(obj)
    summarize(obj)
    world.describe(ref, [])
    rows = world.look_everywhere(ref)
    assert RUNS == []
    assert rows > 0


def test_the_hooks_would_have_noticed():
    obj = hostile_objects()["object"]
    for use in (repr, len, bool, iter, dir, str, hash, lambda o: o.anything, lambda o: o == 1):
        with pytest.raises(BaseException, match="__"):
            use(obj)
    assert len(RUNS) == 9
    assert len(INSTANCE_HOOKS) >= 25


def test_looking_changes_no_lifetime(world):
    refs = [world.store(obj) for obj in hostile_objects().values()]
    entries = [world.registry.peek("s", ref) for ref in refs]
    order = list(world.session.idle)
    before = [(entry.used, world.session.expiry(entry)) for entry in entries]
    for _ in range(200):
        world.now += 1
        ref = random.choice(refs)
        world.children(ref, part=random.choice(("items", *PARTS)))
        world.describe(ref, [])
    assert list(world.session.idle) == order
    assert [(entry.used, world.session.expiry(entry)) for entry in entries] == before


def test_looking_leaves_no_reference_behind(world):
    class Plain:
        def __init__(self) -> None:
            self.inner = [object()]
            self.me: object = self

    obj = Plain()
    ref = world.store(obj)
    world.look_everywhere(ref)
    gc.collect()
    before = sys.getrefcount(obj), sys.getrefcount(obj.inner), sys.getrefcount(Plain)
    for _ in range(20):
        world.look_everywhere(ref)
    gc.collect()
    assert (sys.getrefcount(obj), sys.getrefcount(obj.inner), sys.getrefcount(Plain)) == before
    seen = weakref.ref(obj)
    world.registry.release("s", [ref])
    obj.me = None
    del obj
    gc.collect()
    assert seen() is None


def test_looking_makes_no_refs(world):
    ref = world.store([[1], {"a": object()}])
    world.look_everywhere(ref)
    assert len(world.session.entries) == 1


def test_everything_shown_is_short(world):
    monster = type("C" * 100_000, (), {})()
    monster.__dict__.update(
        {"a" * 100_000: 1, "b\n<b>" * 1000: "x" * 10**6, "d": {"k" * 10**6: [0] * 10**6}}
    )
    ref = world.store(monster)
    rows = world.children(ref)["children"] + world.children(ref, path=[{"attr": "d"}])["children"]
    for row in rows:
        assert len(row["name"]) <= 200
        assert len(row["summary"]["typeName"]) <= 200
        assert sum(len(part["text"]) for part in row["summary"]["preview"]) <= 200
    assert len(summarize(monster)["qualifiedType"]) <= 200


def test_a_summary_costs_the_same_whatever_the_size():
    for obj in ("x" * 10**8, [0] * 10**7, b"x" * 10**8, 10 ** (10**5)):
        started = time.process_time()
        for _ in range(10):
            summarize(obj)
        assert (time.process_time() - started) / 10 < 0.005


def test_many_attributes_list_quickly(world):
    holder = types.SimpleNamespace(
        **{f"name{n}": [n, "text", [n], {"k": n}][n % 4] for n in range(68)}
    )
    ref = world.store(holder)
    best = min(timed(lambda: world.children(ref)) for _ in range(20))
    assert best < 0.005


def timed(work) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def test_a_child_that_is_a_ref_says_so(world):
    inner = [1]
    outer = world.store({"inner": inner})
    inner_ref = world.store(inner)
    (row,) = world.children(outer)["children"]
    assert row["refId"] == inner_ref
