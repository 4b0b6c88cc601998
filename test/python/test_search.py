"""A search finds names, keys and values wherever they lie, in slices; it runs no code and keeps nothing alive."""

from __future__ import annotations

import gc
import json
import re
import time
import types
import weakref
from pathlib import Path
from typing import Any

import pytest
from hostile_objects import RUNS, hostile_objects

from snakebridge_adapter.errors import InvalidParams
from snakebridge_adapter.handlers import inspection, search
from snakebridge_adapter.inspection.needle import pattern_needle
from snakebridge_adapter.registry.registry import Registry
from snakebridge_adapter.worker.context import Context

GOLDEN = json.loads(
    (Path(__file__).resolve().parents[1] / "contract" / "search.json").read_text(encoding="utf-8")
)


class World:
    """Two sessions whose clock stands still unless moved."""

    def __init__(self) -> None:
        self.now = 0.0
        self.registry = Registry(lambda: self.now)
        self.session = self.registry.session("s")
        self.context = Context()
        self.context.registry = self.registry

    def store(self, obj: object, name: str | None = None, session: str = "s") -> str:
        target = self.registry.session(session)
        if name is not None:
            target.namespace[name] = obj
        return self.registry.store(target, obj).id

    def slice(self, **params: object) -> dict[str, Any]:
        return search.search(self.context, params)

    def slices(self, query: str, **options: object) -> list[dict[str, Any]]:
        found = [self.slice(query=query, **options)]
        while found[-1]["cursor"] is not None:
            found.append(self.slice(cursor=found[-1]["cursor"]))
        return found

    def hits(self, query: str, **options: object) -> list[dict[str, Any]]:
        return [hit for part in self.slices(query, **options) for hit in part["hits"]]

    def titles(self, query: str, **options: object) -> list[str]:
        return [hit["title"] for hit in self.hits(query, **options)]


@pytest.fixture
def world():
    return World()


@pytest.fixture
def hasty(monkeypatch):
    """Slices of one step each."""
    monkeypatch.setattr(search, "SLICE_SECONDS", 0)


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["name"])
def test_answers_as_the_contract_says(world, case):
    ref = world.store(eval(case["source"]), "found")
    answer = world.slice(**case["params"])
    for hit in answer["hits"]:
        del hit["summary"]["sizeBytes"]
    assert answer == {
        "hits": [{**hit, "session": "s", "ref": ref} for hit in case["hits"]],
        "refsVisited": 1,
        "refsTotal": 1,
        "objectsVisited": case["objectsVisited"],
        "isComplete": True,
        "cursor": None,
    }


class Model:
    def __init__(self) -> None:
        self.layers = [{"weights": (1.5, 2.5), "label": "Needle in here"}]
        self.owner = self

    @property
    def needle_property(self):
        raise AssertionError("it ran")


def test_finds_names_keys_and_values(world):
    ref = world.store(Model(), "model")
    by_key, by_value = world.hits("weights"), world.hits("needle in")
    assert [(hit["title"], hit["matched"]) for hit in by_key] == [
        ("model.layers[0]['weights']", "name")
    ]
    assert [(hit["title"], hit["matched"]) for hit in by_value] == [
        ("model.layers[0]['label']", "value")
    ]
    assert by_key[0]["ref"] == ref
    assert by_key[0]["path"] == [{"attr": "layers"}, {"item": 0}, {"key": "weights"}]
    assert world.titles("2.5") == ["model.layers[0]['weights'][1]"]
    assert world.titles("model") == ["model", "model.owner"]


def test_a_hit_leads_to_what_was_found(world):
    ref = world.store(Model(), "model")
    (hit,) = world.hits("Needle in")
    found = inspection.describe(world.context, {"session": "s", "ref": ref, "path": hit["path"]})
    assert found["summary"] == hit["summary"]


def test_finds_a_ref_by_its_class(world):
    world.store(re.compile("a"))
    (hit,) = world.hits("re.pattern")
    assert (hit["title"], hit["matched"], hit["path"]) == ("re.Pattern", "type", [])


def test_all_refs_themselves_come_before_what_is_in_them(world):
    world.store(["x1"], "first")
    world.store("x2", "second")
    assert world.titles("x") == ["second", "first[0]"]


def test_searches_every_session_or_one(world):
    world.store(["needle"], "a", "one")
    world.store(["needle"], "b", "two")
    assert world.titles("needle") == ["a[0]", "b[0]"]
    assert world.titles("needle", session="two") == ["b[0]"]
    assert world.titles("needle", session="none") == []


def test_case_counts_only_when_asked(world):
    world.store(["Needle", "needle"], "x")
    assert world.titles("nEEDLE") == ["x[0]", "x[1]"]
    assert world.titles("needle", caseSensitive=True) == ["x[1]"]


def test_takes_a_regular_expression_when_asked(world):
    world.store(["a1", "b22", "c"], "x")
    assert world.titles(r"\d{2}", regularExpression=True) == ["x[1]"]
    assert world.titles(r"^B", regularExpression=True) == ["x[1]"]
    assert world.titles(r"^B", regularExpression=True, caseSensitive=True) == []
    assert world.titles(r"\d{2}") == []


def test_goes_as_deep_as_asked_and_looks_at_the_preview_of_what_it_does_not_enter(world):
    world.store([["needle"]], "x")
    assert world.titles("needle", depth=2) == ["x[0][0]"]
    assert world.titles("needle", depth=1) == ["x[0]"]
    assert world.titles("needle", depth=0) == []


def test_what_was_met_deep_down_is_entered_again_from_nearer(world):
    shared = [["needle"]]
    world.store({"far": [shared], "near": shared}, "x")
    assert world.titles("needle", depth=3) == ["x['far'][0][0]", "x['near'][0][0]"]
    assert world.titles("needle", depth=5) == ["x['far'][0][0][0]"]


def test_a_cycle_is_gone_through_once(world):
    loop: list[Any] = ["needle"]
    loop.append(loop)
    world.store(loop, "loop")
    parts = world.slices("needle", depth=50)
    assert [hit["title"] for part in parts for hit in part["hits"]] == ["loop[0]"]
    assert parts[-1]["objectsVisited"] == 3


def test_classes_and_modules_are_entered_only_as_refs(world):
    world.store({"module": types, "class": Model}, "x")
    assert world.titles("simplenamespace") == []
    world.store(types, "types")
    assert "types.SimpleNamespace" in world.titles("simplenamespace")


def test_stops_at_the_limit_and_says_that_there_may_be_more(world):
    world.store(["needle"] * 10, "x")
    parts = world.slices("needle", limit=3)
    assert sum(len(part["hits"]) for part in parts) == 3
    assert parts[-1]["isComplete"] is False
    assert world.slices("needle", limit=11)[-1]["isComplete"] is True


def test_says_how_much_was_covered(world, hasty):
    world.store([1, 2], "a")
    world.store([3], "b")
    parts = world.slices("needle")
    assert [part["isComplete"] for part in parts][-2:] == [False, True]
    assert parts[-1]["refsVisited"] == parts[-1]["refsTotal"] == 2
    assert parts[-1]["objectsVisited"] == 5
    visited = [part["objectsVisited"] for part in parts]
    assert visited == sorted(visited)


def test_slices_find_the_same_as_one_go(world, monkeypatch):
    for obj in hostile_objects().values():
        world.store(obj)
    world.store({"a": [Model(), {"deep": [["needle"] * 3] * 3}]}, "x")
    in_one_go = world.titles("e")
    monkeypatch.setattr(search, "SLICE_SECONDS", 0)
    assert len(in_one_go) > 50
    assert world.titles("e") == in_one_go
    assert RUNS == []


def test_a_long_text_is_shown_where_the_needle_is(world):
    world.store("x" * 50_000 + "needle" + "y" * 50_000, "x")
    (hit,) = world.hits("NEEDLE")
    text = "".join(part["text"] for part in hit["summary"]["preview"])
    assert "needle" in text
    assert len(text) <= 200


@pytest.mark.parametrize("query", ["e", "needle", "hidden", "1"])
def test_runs_no_code(world, query):
    for obj in hostile_objects().values():
        world.store(obj)
    world.slices(query, limit=10_000)
    world.slices(query, limit=10_000, regularExpression=True, depth=3)
    assert RUNS == []


def test_changes_no_lifetime(world, hasty):
    refs = [world.store([n]) for n in range(20)]
    entries = [world.registry.peek("s", ref) for ref in refs]
    order = list(world.session.idle)
    before = [(entry.used, entry.holds) for entry in entries]
    world.now += 5
    world.slices("1")
    assert list(world.session.idle) == order
    assert [(entry.used, entry.holds) for entry in entries] == before


def test_what_is_released_between_slices_is_freed(world, hasty):
    class Plain:
        def __init__(self) -> None:
            self.inner = [object(), object()]

    obj = Plain()
    seen = weakref.ref(obj)
    ref = world.store([obj])
    world.store(["needle"], "x")
    part = world.slice(query="needle")
    while not part["objectsVisited"] > 4:
        part = world.slice(cursor=part["cursor"])
    world.registry.release("s", [ref])
    del obj
    gc.collect()
    assert seen() is None
    titles = []
    while part["cursor"] is not None:
        part = world.slice(cursor=part["cursor"])
        titles += [hit["title"] for hit in part["hits"]]
    assert titles == ["x[0]"]
    assert part["isComplete"] is False


def test_a_search_that_was_given_up_is_over(world, hasty):
    world.store([1, 2, 3])
    cursor = world.slice(query="x")["cursor"]
    end = world.slice(cursor=cursor, giveUp=True)
    assert (end["cursor"], end["isComplete"], end["hits"]) == (None, False, [])
    with pytest.raises(InvalidParams, match="over"):
        world.slice(cursor=cursor)


def test_searches_that_nobody_goes_on_with_are_forgotten(world, hasty):
    world.store([1, 2, 3])
    cursors = [world.slice(query="x")["cursor"] for _ in range(search.MOST_SEARCHES + 1)]
    with pytest.raises(InvalidParams, match="over"):
        world.slice(cursor=cursors[0])
    assert world.slice(cursor=cursors[1])["cursor"] is not None


def test_a_slice_is_short_whatever_it_goes_through(world):
    world.store({n: [n] for n in range(30_000)})
    world.store(types.SimpleNamespace(text="x" * 10**7, table=["x" * 2_000] * 50))
    part = world.slice(query="x*y", regularExpression=True)
    longest = 0.0
    while part["cursor"] is not None:
        started = time.perf_counter()
        part = world.slice(cursor=part["cursor"])
        longest = max(longest, time.perf_counter() - started)
    assert part["objectsVisited"] > 60_000
    assert longest < 0.5


COSTLY = [
    r"(a+)+$", r"(a|aa)+$", r"(a*)*b", r"(a?){30}", "a?" * 30 + "a" * 30, "(x+x+)+y", ".*" * 6, r"(.*)\1\1\1\1",
    r"((a|b)*c)*d", r"(?:a{0,20}){0,20}b", r"(?=(a+)+)b", r"(?i:(a+)+)b",
]  # fmt: skip


@pytest.mark.parametrize("query", COSTLY)
def test_refuses_an_expression_that_could_take_too_long(query):
    with pytest.raises(InvalidParams, match="could take too long"):
        pattern_needle(query, exact_case=True)


HARMLESS = [".*=.*", r"^\s*def \w+\(.*\):", "a*a*a*b", r"(?:ab){3,}c", "foo|bar|baz", r"\d+\.\d+"]


@pytest.mark.parametrize("query", HARMLESS)
def test_takes_the_others_and_is_quick_at_worst(query):
    needle = pattern_needle(query, exact_case=False)
    for text in ("a" * needle.longest, "ab" * (needle.longest // 2), "0." * (needle.longest // 2)):
        started = time.process_time()
        needle.find(text)
        assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    "query", ["(", "[a", "*", "a{9,1}", "(?P<a", "\\", "[[a]", "[a--b]", "a(?i)"]
)
def test_refuses_what_is_no_expression_without_a_warning(query, recwarn):
    with pytest.raises(InvalidParams, match="no regular expression"):
        pattern_needle(query, exact_case=True)
    assert not recwarn.list


@pytest.mark.parametrize(
    "params",
    [{}, {"query": ""}, {"query": "x" * 1_001}, {"query": 1}, {"query": "x", "depth": -1},
     {"query": "x", "limit": 0}, {"query": "x", "caseSensitive": "yes"}, {"cursor": "never"}],
)  # fmt: skip
def test_refuses_what_is_no_search(world, params):
    with pytest.raises(InvalidParams):
        world.slice(**params)
