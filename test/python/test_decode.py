"""Values on their way in: refs and callbacks at every depth, strictness, depth, and what hashing may raise.

Which payloads are malformed is golden data: see test_contract.
"""

from __future__ import annotations

import datetime
import decimal
import enum
import math

import pytest
from support.manual_clock import ManualClock

from snakebridge_adapter.errors import (
    InvalidRef,
    RefNotFound,
    SerializationError,
    SessionMismatch,
)
from snakebridge_adapter.registry.registry import Registry
from snakebridge_adapter.wire.decode import MAX_DEPTH, decode
from snakebridge_adapter.wire.encode import encode


class Access(enum.Flag):
    READ = 1
    WRITE = 2


@pytest.fixture
def registry():
    return Registry(ManualClock())


@pytest.fixture
def come_in(registry):
    """Decode in session `s` of `registry`; a callback is its id and arity."""

    def come_in(wire, **options):
        return decode(
            wire,
            lambda session_id, ref_id: registry.resolve("s", session_id, ref_id).obj,
            lambda callback_id, arity: (callback_id, arity),
            **options,
        )

    return come_in


def tag(kind, /, **payload):
    return {"__type__": kind, "__schema__": 1, **payload}


def ref_to(entry):
    return tag("ref", id=entry.id, session_id=entry.session.id)


PLACES = {
    "alone": lambda ref: ref,
    "in a list": lambda ref: [0, [ref]],
    "in an object": lambda ref: {"a": {"b": ref}},
    "in a tuple": lambda ref: tag("tuple", elements=[ref]),
    "in a set": lambda ref: tag("set", elements=[1, ref]),
    "in a frozenset in a set": lambda ref: tag("set", elements=[tag("frozenset", elements=[ref])]),
    "as a key": lambda ref: tag("dict", pairs=[[ref, 1]]),
    "under a key": lambda ref: tag("dict", pairs=[[1, ref]]),
}

at_every_depth = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)


@at_every_depth
def test_a_ref_is_its_object_at_every_depth(registry, come_in, place):
    thing = object()
    wire = place(ref_to(registry.store(registry.session("s"), thing)))
    wrapped = encode(come_in(wire), registry.session("s"), registry)
    found = list(find_refs(wrapped))
    assert [registry.peek("s", ref["id"]).obj for ref in found] == [thing]


def find_refs(wire):
    if isinstance(wire, dict):
        if wire.get("__type__") == "ref":
            yield wire
        for value in wire.values():
            yield from find_refs(value)
    elif isinstance(wire, list):
        for value in wire:
            yield from find_refs(value)


@at_every_depth
def test_a_ref_of_another_session_is_refused_at_every_depth(registry, come_in, place):
    entry = registry.store(registry.session("t"), object())
    with pytest.raises(SessionMismatch):
        come_in(place(ref_to(entry)))
    assert registry.peek("t", entry.id) is entry


@at_every_depth
def test_a_ref_that_is_gone_is_told_at_every_depth(registry, come_in, place):
    entry = registry.store(registry.session("s"), object())
    registry.release("s", [entry.id])
    with pytest.raises(RefNotFound) as missing:
        come_in(place(ref_to(entry)))
    assert missing.value.data["reason"] == "released"


@at_every_depth
def test_a_malformed_ref_is_refused_at_every_depth(come_in, place):
    with pytest.raises(InvalidRef) as refused:
        come_in(place(tag("ref", session_id="s")))
    assert refused.value.data == {"reason": "missing_id"}


def test_a_stream_ref_is_its_iterator(registry, come_in):
    session = registry.session("s")
    rows = iter([1])
    assert come_in(encode(rows, session, registry)) is rows


def test_objects_that_only_look_like_refs_are_data(come_in):
    looks = {"id": "x", "session_id": "s", "type_name": "Pattern"}
    assert come_in([looks]) == [looks]


def test_a_callback_is_made_with_its_arity(come_in):
    assert come_in([tag("callback", callback_id="c1", arity=2)]) == [("c1", 2)]


def test_paths_start_where_the_caller_says(come_in):
    with pytest.raises(SerializationError) as refused:
        come_in([tag("nope")], path="args[2]")
    assert refused.value.data == {"path": "args[2][0]"}
    assert "args[2][0]" in refused.value.message


NEST = {
    "list": lambda wire: [wire],
    "tuple": lambda wire: tag("tuple", elements=[wire]),
    "object": lambda wire: {"a": wire},
}


def nested(levels, kind):
    wire = 0
    for _ in range(levels):
        wire = NEST[kind](wire)
    return wire


@pytest.mark.parametrize("kind", ["list", "tuple", "object"])
def test_500_levels_come_in_and_not_one_more(come_in, kind):
    value = come_in(nested(MAX_DEPTH, kind))
    for _ in range(MAX_DEPTH):
        (value,) = value.values() if kind == "object" else value
    assert value == 0
    with pytest.raises(SerializationError, match="nested deeper than 500 levels"):
        come_in(nested(MAX_DEPTH + 1, kind))


@pytest.mark.parametrize(
    "wire", [math.inf, -math.inf, math.nan, [1.0, math.nan], {"a": [math.inf]}]
)
def test_a_number_that_is_not_finite_must_be_tagged(come_in, wire):
    with pytest.raises(SerializationError):
        come_in(wire)


def test_finite_numbers_whose_sum_overflows_are_fine(come_in):
    numbers = [1.7e308, 1.7e308, -1.7e308]
    assert come_in(list(numbers)) == numbers
    registry = Registry(ManualClock())
    assert encode(numbers, registry.session("s"), registry) == numbers


def test_an_error_while_hashing_that_is_no_type_error_comes_through(registry, come_in):
    class Moody:
        def __hash__(self):
            raise LookupError("not today")

    entry = registry.store(registry.session("s"), Moody())
    with pytest.raises(LookupError, match="not today"):
        come_in(tag("set", elements=[ref_to(entry)]))


def test_an_unhashable_object_in_a_set_is_refused_with_the_path(registry, come_in):
    entry = registry.store(registry.session("s"), [])
    with pytest.raises(SerializationError, match="unhashable") as refused:
        come_in([tag("set", elements=[ref_to(entry)])])
    assert refused.value.data == {"path": "$[0]"}


def test_nonsense_is_no_decimal_even_where_the_user_silenced_the_trap(come_in):
    with decimal.localcontext() as context:
        context.traps[decimal.InvalidOperation] = False
        with pytest.raises(SerializationError):
            come_in(tag("decimal", value="nonsense"))


def test_a_decimal_keeps_all_its_digits_whatever_the_precision(come_in):
    with decimal.localcontext() as context:
        context.prec = 3
        assert str(come_in(tag("decimal", value="3.14159265358979"))) == "3.14159265358979"


def test_a_moment_in_javascript_s_spelling_of_utc_comes_in(come_in):
    assert come_in(tag("datetime", value="2024-02-29T00:00:00Z")) == datetime.datetime(
        2024, 2, 29, tzinfo=datetime.timezone.utc
    )


def test_unknown_fields_of_a_tag_are_tolerated(come_in):
    assert come_in(tag("tuple", elements=[1], colour="green")) == (1,)
    assert come_in({"__type__": "tuple", "elements": [1]}) == (1,)


def test_a_combination_of_flags_comes_back_though_it_was_never_made(come_in):
    name = f"{__name__}:Access"
    assert come_in(tag("enum", enum_class=name, name="READ|WRITE", value=3)) == Access(3)


def test_an_enum_of_the_session_s_own_code_comes_back(registry, come_in):
    session = registry.session("s")
    exec("import enum\nclass Mode(enum.Enum):\n  FAST = 1", session.namespace)
    fast = session.namespace["Mode"].FAST
    wire = encode(fast, session, registry)
    assert come_in(wire, namespace=session.namespace) is fast
    with pytest.raises(SerializationError):
        come_in(wire)


def test_an_enum_whose_module_is_not_loaded_yet_is_imported(come_in, tmp_path, monkeypatch):
    (tmp_path / "late_colours.py").write_text("import enum\nclass C(enum.Enum):\n  RED = 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    member = come_in(tag("enum", enum_class="late_colours:C", name="RED", value=1))
    assert member.name == "RED"


@pytest.mark.parametrize(
    "wire", [(1,), {1}, b"x", object(), 1j], ids=lambda wire: type(wire).__name__
)
def test_what_is_no_json_is_refused(come_in, wire):
    with pytest.raises(SerializationError):
        come_in([wire])
