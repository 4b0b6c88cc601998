"""Values on their way out: what is a value, what is a ref, which form was asked, and what it may cost."""

from __future__ import annotations

import array
import asyncio
import collections
import csv
import ctypes
import datetime
import decimal
import enum
import gc
import io
import itertools
import re
import subprocess
import sys
import time
import types
import uuid
from typing import Any, NamedTuple

import pytest
from support.manual_clock import ManualClock

from snakebridge_adapter.errors import SerializationError, SessionFull
from snakebridge_adapter.registry.registry import Registry
from snakebridge_adapter.wire import encode as encode_module
from snakebridge_adapter.wire.encode import MAX_DEPTH, encode
from snakebridge_adapter.wire.type_facts import _cache, type_facts

HANDLE = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def registry():
    return Registry(ManualClock())


@pytest.fixture
def session(registry):
    return registry.session("s")


@pytest.fixture
def out(registry, session):
    """Encode in session `s`."""
    return lambda value, **options: encode(value, session, registry, **options)


class Thing:
    """Something that has no value form."""


class Point(NamedTuple):
    x: int
    y: int


class Colour(enum.Enum):
    RED = "red"
    PAIR = (1, [2])


class Level(enum.IntEnum):
    LOW = 1


class Access(enum.Flag):
    READ = 1
    WRITE = 2
    BOTH = 3
    EXECUTE = 4


def nested(levels, innermost=0):
    value = innermost
    for _ in range(levels):
        value = [value]
    return value


def depth_of(wire):
    depth = 0
    while type(wire) is list:
        wire = wire[0]
        depth += 1
    return depth, wire


# What a ref tells.


def test_a_ref_tells_class_module_and_library(out, registry):
    wire = out(re.compile("a"))
    (entry,) = registry.refs("s")
    assert wire == {
        "__type__": "ref",
        "__schema__": 1,
        "id": entry.id,
        "session_id": "s",
        "type_name": "Pattern",
        "python_module": "re",
        "library": "stdlib",
    }


@pytest.mark.parametrize(
    ("value", "module", "library"),
    [
        (Thing(), __name__, __name__),
        (types.SimpleNamespace(), "types", "stdlib"),
        (collections.OrderedDict(), "collections", "stdlib"),
        (object(), "builtins", "stdlib"),
        (Thing, "builtins", "stdlib"),
        (re, "builtins", "stdlib"),
        (pytest.approx(1), "_pytest.python_api", "_pytest"),
    ],
)
def test_module_and_library_are_those_of_the_class(out, value, module, library):
    wire = out(value)
    assert (wire["python_module"], wire["library"]) == (module, library)


@pytest.mark.parametrize(
    "value",
    [
        collections.Counter("aab"),
        collections.defaultdict(list),
        collections.OrderedDict(),
        collections.deque(),
        time.gmtime(0),
        Point(1, 2),
        type("Names", (list,), {})(),
        type("Table", (dict,), {})(),
        type("Pair", (tuple,), {})(),
        type("Bag", (set,), {})(),
        type("Moment", (datetime.datetime,), {})(2024, 1, 1),
        range(3),
        {}.keys(),
        types.MappingProxyType({}),
        array.array("i"),
        slice(1),
        io.StringIO(),
        Ellipsis,
        NotImplemented,
        ValueError("x"),
        len,
        print,
        lambda: None,
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_more_than_its_value_becomes_a_ref(out, value):
    assert out(value)["__type__"] == "ref"


def test_a_file_is_a_ref_though_it_iterates_lines(out):
    with open(__file__, encoding="utf-8") as file:
        assert out(file)["__type__"] == "ref"


class Countdown:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration


class Ticks:
    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration


async def ticks():
    yield 1


@pytest.mark.parametrize(
    ("value", "stream_type"),
    [
        ((n for n in ()), "generator"),
        (iter([]), "iterator"),
        (map(len, []), "iterator"),
        (itertools.count(), "iterator"),
        (csv.reader([]), "iterator"),
        (Countdown(), "iterator"),
        (Ticks(), "async_generator"),
        (ticks(), "async_generator"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_iterator_is_a_stream(out, registry, value, stream_type):
    wire = out(value)
    assert (wire["__type__"], wire["stream_type"]) == ("stream_ref", stream_type)
    assert registry.refs("s")[0].stream_type == stream_type


def test_an_awaitable_is_a_plain_ref(out):
    async def work():
        pass

    coroutine = work()
    assert out(coroutine)["__type__"] == "ref"
    coroutine.close()
    loop = asyncio.new_event_loop()
    assert out(loop.create_future())["__type__"] == "ref"
    loop.close()


# Subclasses of plain types.


def test_a_subclass_of_a_plain_type_travels_by_its_value(out):
    assert out(type("Name", (str,), {"__str__": lambda _: "no"})("yes")) == "yes"
    assert out(type("Count", (int,), {"__index__": lambda _: 0})(5)) == 5
    assert out(type("Ratio", (float,), {"__float__": lambda _: 0.0})(0.5)) == 0.5
    assert out(type("Blob", (bytes,), {"__bytes__": lambda _: b""})(b"abc"))["data"] == "YWJj"
    assert type(out(type("Name", (str,), {})("a"))) is str
    assert type(out(type("Count", (int,), {})(5))) is int


def test_a_subclass_of_int_too_large_for_a_number_travels_as_digits(out):
    assert out(type("Count", (int,), {})(2**60))["value"] == str(2**60)


def test_enum_members_keep_class_name_and_value(out):
    assert out(Colour.RED) == {
        "__type__": "enum",
        "__schema__": 1,
        "enum_class": f"{__name__}:Colour",
        "name": "RED",
        "value": "red",
    }
    assert out(Level.LOW)["value"] == 1
    assert out(Colour.PAIR)["value"]["elements"] == [1, [2]]


def test_flags_are_named_by_their_parts(out):
    assert out(Access.READ | Access.EXECUTE)["name"] == "READ|EXECUTE"
    assert out(Access.READ | Access.WRITE)["name"] == "BOTH"
    assert out(Access(0))["__type__"] == "ref"


def test_an_enum_that_cannot_be_found_again_is_a_ref(out):
    class Local(enum.Enum):
        ONE = 1

    assert out(Local.ONE)["__type__"] == "ref"


class Knot(enum.Enum):
    SELF = 1


def test_an_enum_member_whose_value_leads_back_to_it_is_a_ref_there(out, monkeypatch):
    monkeypatch.setattr(Knot.SELF, "_value_", [Knot.SELF])
    wire = out(Knot.SELF)
    assert (wire["name"], wire["value"][0]["__type__"]) == ("SELF", "ref")


def test_an_enum_of_the_session_s_own_code_is_a_value(out, session):
    exec("import enum\nclass Mode(enum.Enum):\n  FAST = 1", session.namespace)
    assert out(session.namespace["Mode"].FAST)["enum_class"] == "__main__:Mode"


# Dates.


class UserZone(datetime.tzinfo):
    def utcoffset(self, _):
        raise AssertionError("user code must not run")

    tzname = dst = utcoffset


def test_a_date_in_a_zone_of_a_user_s_class_is_a_ref(out):
    assert out(datetime.datetime(2024, 1, 1, tzinfo=UserZone()))["__type__"] == "ref"
    assert out(datetime.time(1, tzinfo=UserZone()))["__type__"] == "ref"


def test_a_date_in_a_named_zone_travels_with_its_offset(out):
    zoneinfo = pytest.importorskip("zoneinfo")
    try:
        zone = zoneinfo.ZoneInfo("Europe/Paris")
    except zoneinfo.ZoneInfoNotFoundError:
        pytest.skip("no time zone database here")
    assert out(datetime.datetime(2024, 7, 1, tzinfo=zone))["value"] == "2024-07-01T00:00:00+02:00"
    assert out(datetime.time(1, tzinfo=zone))["__type__"] == "ref"


def test_a_view_that_was_released_is_a_ref(out):
    view = memoryview(b"abc")
    view.release()
    assert out(view)["__type__"] == "ref"


def test_a_value_that_was_tampered_with_is_a_ref(out):
    unfinished = uuid.UUID.__new__(uuid.UUID)
    assert out(unfinished)["__type__"] == "ref"
    object.__setattr__(unfinished, "int", "no number")
    assert out(unfinished)["__type__"] == "ref"


# Identity, cycles, depth.


def test_the_same_object_in_one_result_is_the_same_ref(out, registry):
    thing = Thing()
    first, second = out([thing, {"a": thing}])
    assert first == second["a"]
    assert len(registry.refs("s")) == 1


def test_the_same_object_in_two_results_is_the_same_ref(out):
    thing = Thing()
    assert out(thing) == out([thing])[0]


def test_a_cycle_becomes_a_ref_where_it_closes(out, registry):
    around: list[Any] = [1]
    around.append({"back": around})
    assert out(around) == [1, {"back": out(around, form="ref")}]
    assert [entry.obj for entry in registry.refs("s")] == [around]


def test_a_container_met_twice_is_no_cycle(out):
    shared = [1]
    assert out([shared, shared]) == [[1], [1]]


def test_500_levels_are_data_and_what_lies_deeper_is_a_ref(out, registry):
    assert depth_of(out(nested(MAX_DEPTH))) == (500, 0)
    assert registry.refs("s") == []
    depth, innermost = depth_of(out(nested(MAX_DEPTH + 2)))
    assert (depth, innermost["type_name"]) == (500, "list")
    assert registry.refs("s")[0].obj == [[0]]


def test_a_low_recursion_limit_changes_nothing(out):
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(150)
    try:
        wire = out(nested(MAX_DEPTH))
    finally:
        sys.setrecursionlimit(limit)
    assert depth_of(wire)[0] == 500


def test_lists_that_hold_each_other_many_times_do_not_explode(out, monkeypatch):
    monkeypatch.setattr(encode_module, "MAX_REPEATED", 10_000)
    bomb: list[Any] = [0]
    for _ in range(100):
        bomb = [bomb, bomb]
    wire = out(bomb)
    count = 0
    waiting = [wire]
    while waiting:
        count += 1
        waiting += [item for item in waiting.pop() if type(item) is list]
    assert count < 15_000


# Asked forms.


@pytest.mark.parametrize("value", [5, None, "text", [1], {"a": 1}, Thing])
def test_any_result_can_be_kept_as_a_ref(out, registry, value):
    assert out(value, form="ref")["__type__"] == "ref"
    assert registry.refs("s")[0].obj is value


def test_a_value_is_a_value_when_asked_for_one(out, registry):
    assert out([1, (2,)], form="value") == out([1, (2,)])
    assert registry.refs("s") == []


@pytest.mark.parametrize(
    ("value", "path"),
    [
        (Thing(), "$"),
        ([0, Thing()], "$[1]"),
        ({"a": [Thing()]}, '$["a"][0]'),
        ({"a b\n": (0, {frozenset({Thing})})}, '$["a b\\n"][1][0][0]'),
        ({1: {2: Thing()}}, "$[1][2]"),
        ({(): Thing()}, "$<value 0>"),
        ({1: 1, Thing: 1}, "$<key 1>"),
        ({"x" * 100: Thing()}, '$["' + "x" * 60 + '…"]'),
    ],
)
def test_what_cannot_be_a_value_is_refused_with_its_path(out, registry, value, path):
    with pytest.raises(SerializationError) as refused:
        out(value, form="value")
    assert refused.value.data == {"path": path}
    assert registry.refs("s") == []


# Refs: all or none.


def test_a_result_that_does_not_fit_leaves_nothing_behind(registry):
    session = registry.open("s", max_refs=3)
    before = [registry.store(session, Thing()) for _ in range(2)]
    with pytest.raises(SessionFull):
        encode([Thing() for _ in range(4)], session, registry)
    assert registry.refs("s") == before


def test_a_result_never_holds_a_dead_ref(registry):
    session = registry.open("s", max_refs=3)
    old = [Thing() for _ in range(3)]
    encode(old, session, registry)
    wire = encode([Thing(), old[0], Thing()], session, registry)
    for ref in wire:
        assert registry.peek("s", ref["id"])


def test_the_refs_a_result_made_are_collected(out, registry):
    thing = Thing()
    out(thing)
    created = []
    out([thing, Thing(), Thing()], created=created)
    assert created == registry.refs("s")[1:]


def test_a_handle_names_a_result_that_is_one_new_ref(out):
    assert out(Thing(), handle=HANDLE)["id"] == HANDLE


def test_a_handle_is_left_alone_by_other_results(out, registry):
    (wire,) = out([Thing()], handle=HANDLE)
    assert wire["id"] != HANDLE
    out(5, handle=HANDLE)
    assert out(Thing(), handle=HANDLE)["id"] == HANDLE


def test_a_handle_meets_the_ref_that_was_there(out, registry):
    thing = Thing()
    wire = out(thing)
    assert out(thing, handle=HANDLE) == wire
    assert registry.resolve("s", "s", HANDLE).id == wire["id"]


def test_the_origin_is_kept_with_new_refs(out, registry):
    origin = {"expression": "f()"}
    out([Thing(), Thing()], origin=origin)
    assert [entry.origin for entry in registry.refs("s")] == [origin, origin]


# Classes.


def test_a_class_that_lies_about_itself_is_told_as_it_is(out):
    liar = type("Liar", (), {"__module__": property(len), "__class__": int})
    wire = out(liar())
    assert (wire["type_name"], wire["python_module"], wire["library"]) == ("Liar", "", "")


def test_facts_do_not_keep_a_class_alive():
    before = len(_cache)
    for _ in range(10):
        type_facts(type("Passing", (), {}))
    gc.collect()
    assert len(_cache) <= before + 1


def test_another_class_at_the_same_place_in_memory_is_looked_at_anew():
    names = set()
    for n in range(50):
        names.add(type_facts(type(f"Class{n}", (), {})).name)
    assert len(names) == 50


def test_encoding_imports_nothing():
    program = (
        "import sys\n"
        "from snakebridge_adapter.registry.registry import Registry\n"
        "from snakebridge_adapter.wire.encode import encode\n"
        "registry = Registry(lambda: 0.0)\n"
        "before = set(sys.modules)\n"
        "class Thing: pass\n"
        "encode([1, 'a', b'x', 2.5, {1: 2}, Thing(), 2**60], registry.session('s'), registry)\n"
        "print(sorted(set(sys.modules) - before))\n"
    )
    result = subprocess.run(
        [sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    assert result.stdout.strip() == "[]"


# NumPy.


@pytest.fixture
def numpy():
    return pytest.importorskip("numpy")


def test_numpy_scalars_travel_as_the_python_scalars_they_hold(out, numpy):
    assert out(numpy.float64(1.5)) == 1.5
    assert out(numpy.float32(0.5)) == 0.5
    assert out(numpy.int8(-3)) == -3
    assert out(numpy.uint64(2**64 - 1))["value"] == str(2**64 - 1)
    assert out(numpy.bool_(True)) is True
    assert out(numpy.str_("a")) == "a"
    assert out(numpy.bytes_(b"abc"))["data"] == "YWJj"
    assert out(numpy.complex128(1 + 2j))["imag"] == 2.0
    assert out(numpy.float64("nan"))["value"] == "nan"
    assert out([numpy.int64(1), numpy.float64(2.5)]) == [1, 2.5]


def test_numpy_moments_travel_where_python_can_hold_them(out, numpy):
    assert out(numpy.datetime64("2024-02-29"))["__type__"] == "date"
    assert out(numpy.datetime64("2024-02-29T01:02:03"))["value"] == "2024-02-29T01:02:03"
    assert out(numpy.timedelta64(5, "s"))["seconds"] == 5
    assert out(numpy.datetime64("2024-02-29T01:02:03.123456789"))["__type__"] == "ref"
    assert out(numpy.datetime64("NaT"))["__type__"] == "ref"


def test_other_things_of_numpy_are_refs(out, numpy):
    assert out(numpy.array([1, 2]))["__type__"] == "ref"
    assert out(numpy.longdouble(1))["__type__"] == "ref"
    assert out(numpy.dtype("int64"))["__type__"] == "ref"
    assert out(type("Mine", (numpy.float64,), {})(2.5)) == 2.5


# Other threads.


def test_what_changes_while_it_is_copied_becomes_a_ref(out, monkeypatch):
    def shrinking(_):
        raise RuntimeError("dictionary changed size during iteration")

    monkeypatch.setitem(encode_module.CONTAINERS, dict, shrinking)
    assert out({"a": 1})["__type__"] == "ref"


def test_a_result_shares_nothing_with_the_object(out):
    items: list[Any] = [1, 2]
    table: dict[str, Any] = {"a": 1}
    wire = out([items, table])
    items.append(object())
    table["b"] = object()
    assert wire == [[1, 2], {"a": 1}]


@pytest.mark.parametrize("value", [ctypes.c_int(5), uuid.uuid4, decimal.getcontext()])
def test_other_things_of_the_standard_library_are_refs(out, value):
    assert out(value)["__type__"] == "ref"
