"""Encoding looks and runs nothing: not of an object, its class, its metaclass, its keys, or its module."""

from __future__ import annotations

import json

import pytest
from hostile_objects import RUNS, hostile_objects
from support.manual_clock import ManualClock

from snakebridge_adapter.errors import SerializationError
from snakebridge_adapter.registry.registry import Registry
from snakebridge_adapter.wire.encode import encode

NAMES = sorted(hostile_objects())


@pytest.fixture
def registry():
    return Registry(ManualClock())


@pytest.fixture(params=NAMES)
def hostile(request):
    return hostile_objects()[request.param]


@pytest.mark.parametrize("form", ["auto", "ref", "value"])
def test_encoding_runs_no_user_code(registry, hostile, form):
    try:
        encode(hostile, registry.session("s"), registry, form=form)
    except SerializationError:
        assert form == "value"
    assert RUNS == []


def test_encoding_containers_of_hostile_objects_runs_no_user_code(registry, hostile):
    session = registry.session("s")
    wire = encode([hostile, (hostile,), {"a": hostile}, {1: hostile}], session, registry)
    assert RUNS == []
    assert json.loads(json.dumps(wire)) == wire


def test_keeping_and_letting_go_of_hostile_objects_runs_no_user_code(registry, hostile):
    session = registry.open("s", max_refs=2)
    entry = registry.store(session, hostile)
    registry.bind(session, "name", hostile)
    registry.resolve("s", "s", entry.id)
    assert session.names_of(hostile) == ["name"]
    registry.release("s", [entry.id])
    registry.release_session("s")
    assert RUNS == []
