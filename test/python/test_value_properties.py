"""Any value that may travel as one comes back equal and of the same type, through real JSON text."""

from __future__ import annotations

import pytest
from support.manual_clock import ManualClock
from support.same import same
from support.volumes import volume_of

pytest.importorskip(
    "hypothesis", reason="Hypothesis is not here: values are tested by example only"
)

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from snakebridge_adapter.errors import InvalidRef, SerializationError
from snakebridge_adapter.registry.registry import Registry
from snakebridge_adapter.wire.attachments import Enclosure
from snakebridge_adapter.wire.decode import decode
from snakebridge_adapter.wire.encode import encode
from snakebridge_adapter.wire.json_text import parse, to_json

thorough = settings(
    max_examples=volume_of("adapterValueRoundTrips"),
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

texts = st.text(st.characters(blacklist_categories=()), max_size=20)
protocol_words = st.sampled_from(
    ["__type__", "__schema__", "id", "session_id", "ref", "__proto__", "elements", "value", "tuple"]
)
keys = protocol_words | texts
numbers = st.integers() | st.integers(-(2**80), 2**80) | st.floats()
scalars = (
    st.none()
    | st.booleans()
    | numbers
    | texts
    | protocol_words
    | st.binary(max_size=40)
    | st.complex_numbers()
    | st.dates()
    | st.times()
    | st.datetimes()
    | st.timedeltas()
    | st.decimals()
    | st.uuids()
)
hashable = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts | st.uuids(),
    lambda inner: st.lists(inner, max_size=4).map(tuple) | st.frozensets(inner, max_size=4),
    max_leaves=8,
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=6)
        | st.lists(inner, max_size=6).map(tuple)
        | st.dictionaries(keys, inner, max_size=6)
        | st.dictionaries(hashable, inner, max_size=4)
        | st.sets(hashable, max_size=4)
    ),
    max_leaves=40,
)
homogeneous = st.sampled_from([st.integers(), st.floats(), texts, st.booleans()]).flatmap(
    lambda kind: st.lists(kind, min_size=5, max_size=60)
)
long_lists = st.sampled_from([st.integers(), st.integers(-(2**53), 2**53), st.floats()]).flatmap(
    lambda kind: st.lists(kind, min_size=1, max_size=8).map(lambda numbers: numbers * 256)
)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | keys,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=6),
    max_leaves=30,
)


def refuse(*_):
    raise InvalidRef("invalid_format")


def there_and_back(value):
    registry = Registry(ManualClock())
    text = to_json(encode(value, registry.session("s"), registry))
    assert registry.refs("s") == []
    return decode(parse(text.encode("ascii")), refuse, refuse)


@thorough
@given(values)
def test_a_value_comes_back_the_same(value):
    assert same(there_and_back(value), value)


@thorough
@given(homogeneous)
def test_a_long_list_of_one_kind_comes_back_the_same(value):
    assert same(there_and_back(value), value)
    assert same(there_and_back([*value, None]), [*value, None])


@thorough
@given(long_lists | st.binary(min_size=1, max_size=40).map(lambda data: data * 4096))
def test_a_bulk_value_comes_back_the_same_beside_the_json(value):
    registry, enclosure = Registry(ManualClock()), Enclosure()
    wire = encode([value, 1], registry.session("s"), registry, enclosure=enclosure)
    parts = [memoryview(part).cast("B") for part in enclosure.parts]
    there = parse(to_json(wire).encode("ascii"))
    assert same(decode(there, refuse, refuse, attachments=parts), [value, 1])


@thorough
@given(json_values)
def test_whatever_json_comes_in_is_decoded_or_refused_with_a_path(wire):
    path = "$"
    try:
        decode(wire, refuse, refuse)
    except SerializationError as error:
        path = error.data["path"]
    except InvalidRef:
        pass
    assert path.startswith("$")
