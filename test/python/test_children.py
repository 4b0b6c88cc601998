"""Children: parts, windows, paths, cycles, keys, and rows that only running code could fill."""

from __future__ import annotations

import collections
import functools
import re
import threading
import time
import types
from typing import Any

import pytest

from snakebridge_adapter.errors import InvalidParams, RefNotFound
from snakebridge_adapter.handlers import inspection
from snakebridge_adapter.registry.registry import Registry
from snakebridge_adapter.worker.context import Context

MILLION = 10**6


class Base:
    shared = "of the class"

    def inherited_method(self):
        raise AssertionError


class Model(Base):
    limit = 3

    def __init__(self) -> None:
        self.name = "model"
        self.items = [1, 2]
        self.parent = self
        self.hook = print

    @property
    def size(self):
        raise AssertionError

    @functools.cached_property
    def digest(self):
        return 1

    def method(self):
        raise AssertionError

    @classmethod
    def build(cls):
        raise AssertionError


class Slots:
    __slots__ = ("empty", "filled")

    def __init__(self) -> None:
        self.filled = 1


def look(obj: object, **params: Any) -> dict[str, Any]:
    context = Context()
    context.registry = Registry(lambda: 0.0)
    session = context.registry.session("s")
    ref = context.registry.store(session, obj).id
    return inspection.children(context, {"session": "s", "ref": ref, **params})


def names(obj: object, part: str) -> list[str]:
    return [row["name"] for row in look(obj, part=part)["children"]]


def rows(obj: object, **params: Any) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in look(obj, **params)["children"]}


def preview(row: dict[str, Any]) -> str:
    return "".join(part["text"] for part in row["summary"]["preview"])


def test_an_object_falls_into_parts():
    assert names(Model(), "attributes") == ["name", "items", "parent", "hook"]
    assert names(Model(), "inherited") == ["limit", "size", "digest", "shared"]
    assert names(Model(), "functions") == ["method", "build", "inherited_method"]
    assert {"__init__", "__class__", "__dict__", "__doc__"} <= set(names(Model(), "special"))
    assert names(Model(), "items") == []


def test_parts_tell_their_totals():
    found = look(Model(), count=1)
    totals = {part["part"]: part["total"] for part in found["parts"]}
    assert (found["part"], found["total"], len(found["children"])) == ("attributes", 4, 1)
    assert totals["inherited"] == 4
    assert "items" not in totals


def test_containers_open_on_their_items():
    found = look(["a", "b"])
    assert (found["part"], found["total"]) == ("items", 2)
    assert [row["step"] for row in found["children"]] == [{"item": 0}, {"item": 1}]


def test_a_property_waits_for_a_click():
    row = rows(Model(), part="inherited")["size"]
    assert (row["summary"], row["lazyReason"], row["error"]) == (None, "property of Model", None)


def test_a_cached_property_is_lazy_until_it_was_computed():
    model = Model()
    assert rows(model, part="inherited")["digest"]["lazyReason"] == "cached_property of Model"
    assert model.digest == 1
    assert preview(rows(model)["digest"]) == "1"


def test_a_data_descriptor_goes_before_the_instance_dict():
    model = Model()
    model.__dict__["size"] = "not what attribute access gives"
    assert "size" not in rows(model)
    assert rows(model, part="inherited")["size"]["lazyReason"] == "property of Model"


def test_slots_show_what_they_hold():
    assert names(Slots(), "attributes") == ["filled"]


def test_fields_of_c_types_are_values():
    pattern = rows(re.compile("a(?P<group>b)"))
    assert preview(pattern["pattern"]) == "'a(?P<group>b)'"
    assert preview(pattern["groups"]) == "1"
    assert preview(pattern["groupindex"]) == "mappingproxy({'group': 1})"


def test_a_field_that_refuses_is_an_error_in_its_row():
    view = memoryview(b"ab")
    view.release()
    found = rows(view)
    assert found["nbytes"]["error"] == "ValueError while reading it"
    assert found["nbytes"]["summary"] is None


def test_a_path_over_a_field_that_refuses_says_so():
    view = memoryview(b"ab")
    view.release()
    with pytest.raises(InvalidParams, match="path step 0: ValueError"):
        look(view, path=[{"attr": "nbytes"}])


def test_named_tuples_show_fields_and_items():
    pair = collections.namedtuple("Pair", "left right")(1, 2)  # noqa: PYI024
    assert names(pair, "attributes") == ["left", "right"]
    assert names(pair, "items") == ["0", "1"]


def test_a_class_shows_what_it_defines():
    assert names(Model, "attributes") == ["limit", "size", "digest"]
    assert preview(rows(Model)["size"]) == "property Model.size"
    assert names(Model, "inherited") == ["shared"]


def test_a_module_keeps_functions_apart():
    module = types.ModuleType("m")
    module.__dict__.update(value=1, run=look, kind=Model)
    assert names(module, "attributes") == ["value", "kind"]
    assert names(module, "functions") == ["run"]


def test_cycles_name_the_ancestor():
    model = Model()
    assert rows(model)["parent"]["cycleDepth"] == 0
    inner = rows(model, path=[{"attr": "items"}])
    assert all(row["cycleDepth"] is None for row in inner.values())
    loop: list[Any] = [[]]
    loop[0].append(loop[0])
    assert rows(loop, path=[{"item": 0}])["0"]["cycleDepth"] == 1


KEYS = [
    "a",
    "",
    'with "quotes" and\nlines',
    0,
    -1,
    2**70,
    1.5,
    float("inf"),
    None,
    b"\x00",
    (1, ("a", None)),
    True,
]


@pytest.mark.parametrize("key", KEYS, ids=repr)
def test_plain_keys_are_steps_of_their_own(key):
    mapping = {"other": 0, key: ["found"]}
    row = look(mapping)["children"][1]
    assert "key" in row["step"]
    assert preview(look(mapping, path=[row["step"]])["children"][0]) == "'found'"


@pytest.mark.parametrize(
    "key", [Model, frozenset({1}), float("nan"), "x" * 2000, (Model,)], ids=repr
)
def test_other_keys_are_reached_by_position(key):
    mapping = {"other": 0, key: ["found"]}
    row = look(mapping)["children"][1]
    assert row["step"] == {"item": 1}
    assert preview(look(mapping, path=[row["step"]])["children"][0]) == "'found'"


def test_a_reordered_mapping_shows_its_order():
    ordered = collections.OrderedDict.fromkeys("abc")
    ordered.move_to_end("a")
    assert names(ordered, "items") == ["'b'", "'c'", "'a'"]
    assert look(ordered, start=2)["children"][0]["step"] == {"key": "a"}


def test_paths_go_as_deep_as_the_data():
    deep = {"a": [Model(), ({"k": "end"},)]}
    path = [{"key": "a"}, {"item": 1}, {"item": 0}]
    assert preview(look(deep, path=path)["children"][0]) == "'end'"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ([{"item": 5}], "no such item"),
        ([{"item": -1}], "no such item"),
        ([{"key": "missing"}], "no such item"),
        ([{"attr": "missing"}], "no such item or attribute"),
        ([{"item": True}], "must be one of"),
        ([{"other": 1}], "must be one of"),
        ([{"item": 0, "attr": "a"}], "must be one of"),
        ([7], "must be one of"),
        ([{"item": 0}, {"attr": "size"}], "known only by evaluating"),
        ([{"item": 0}] * 501, "at most 500"),
    ],
)
def test_a_path_that_leads_nowhere_says_where(path, message):
    with pytest.raises(InvalidParams, match=message):
        look([Model()], path=path)


@pytest.mark.parametrize(
    "params",
    [
        {"start": -1},
        {"count": "x"},
        {"start": True},
        {"part": "bits"},
        {"path": "x"},
        {"session": 1},
    ],
)
def test_malformed_requests_are_refused(params):
    with pytest.raises(InvalidParams):
        look([1], **params)


def test_a_ref_that_is_gone_says_why():
    with pytest.raises(RefNotFound):
        look([1], ref="0" * 32)


def test_a_window_past_the_end_is_empty():
    found = look([1, 2], start=10)
    assert (found["total"], found["children"]) == (2, [])


def timed(work: Any, container: object, start: int) -> float:
    started = time.process_time()
    work(container, start=start)
    return time.process_time() - started


CONTAINERS = {
    "list": list,
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "deque": collections.deque,
    "dict": dict.fromkeys,
    "ordered": collections.OrderedDict.fromkeys,
    "keys": lambda numbers: dict.fromkeys(numbers).keys(),
    "proxy": lambda numbers: types.MappingProxyType(dict.fromkeys(numbers)),
    "range": lambda numbers: numbers,
}


@pytest.mark.parametrize("make", CONTAINERS.values(), ids=CONTAINERS)
def test_any_window_of_any_container_shows_the_right_items(make):
    container = make(range(1000))
    expected = [str(item) for item in container]
    for start, count in ((0, 5), (3, 1), (498, 4), (500, 5), (990, 20), (0, 1000), (999, 1)):
        found = look(container, start=start, count=count)
        shown = [row["name"] if "key" in row["step"] else preview(row) for row in found["children"]]
        assert shown == expected[start : start + count]
        assert found["total"] == 1000


@pytest.mark.parametrize("make", CONTAINERS.values(), ids=CONTAINERS)
def test_a_million_items_open_anywhere_at_once(make):
    container = make(range(MILLION))
    for start in (0, MILLION // 2, MILLION - 1):
        assert min(timed(look, container, start) for _ in range(3)) < 0.15
        assert look(container, start=start)["total"] == MILLION


def test_a_container_that_changes_meanwhile_still_answers():
    shared: dict[Any, Any] = {}
    stop = threading.Event()

    def churn() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            shared[number] = number
            if number % 50 == 0:
                shared.clear()

    thread = threading.Thread(target=churn)
    thread.start()
    try:
        for _ in range(300):
            found = look(shared, start=0, count=1000)
            assert all(
                row["error"] is None or "changes" in row["error"] for row in found["children"]
            )
    finally:
        stop.set()
        thread.join()


def test_array_rows_are_items():
    numpy = pytest.importorskip("numpy")
    grid = numpy.arange(6).reshape(2, 3)
    assert preview(rows(grid)["1"]) == "ndarray int64[3] [3, 4, 5]"
    assert look(numpy.zeros(10**8, dtype="u1"), start=10**8 - 1)["total"] == 10**8
