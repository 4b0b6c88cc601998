"""Sessions themselves: ids, options, limits and who set them, and how they and their refs are listed."""

from __future__ import annotations

import pytest

from snakebridge_adapter.errors import InvalidParams
from snakebridge_adapter.registry.limits import Limits, limits_from_environment
from snakebridge_adapter.registry.listing import ref_lifetime, session_info


@pytest.mark.parametrize(
    "session_id", ["x", "a" * 256, "\U0001f40d" * 128, "../..", "\ud800", "auto_"]
)
def test_any_string_of_1_to_256_units_is_a_session_id(registry, session_id):
    assert registry.session(session_id).id == session_id


@pytest.mark.parametrize("session_id", ["", "a" * 257, "\U0001f40d" * 128 + "a", None, 5, [], b"s"])
def test_anything_else_is_refused_as_a_session_id(registry, session_id):
    with pytest.raises(InvalidParams):
        registry.session(session_id)
    assert registry.sessions() == []


def test_a_session_is_made_on_first_use_and_found_again(registry):
    assert registry.find("s") is None
    assert registry.session("s") is registry.session("s") is registry.find("s")


def test_sessions_are_listed_in_creation_order(registry):
    for session_id in ("b", "a", "c"):
        registry.session(session_id)
    registry.session("b")
    assert [session.id for session in registry.sessions()] == ["b", "a", "c"]


def test_opening_sets_what_is_given_and_keeps_the_rest(registry):
    registry.open("s", ttl_seconds=5, label="model.py", tags=["x"], search_paths=["/a"])
    session = registry.open("s", max_refs=7)
    assert (session.label, session.tags, session.search_paths) == ("model.py", ("x",), ("/a",))
    assert (session.limits.ttl.value, session.limits.max_refs.value) == (5, 7)


@pytest.mark.parametrize("option", ["ttl_seconds", "max_refs"])
@pytest.mark.parametrize("value", [-1, -0.5, "5", float("inf"), float("nan"), True, []])
def test_a_bad_limit_is_refused_and_makes_no_session(registry, option, value):
    with pytest.raises(InvalidParams):
        registry.open("s", **{option: value})
    assert registry.find("s") is None


def limit(value, source):
    return {"value": value, "source": source}


def test_the_strongest_source_of_a_limit_wins_in_any_order():
    environment = limits_from_environment({"SNAKEBRIDGE_REF_TTL_SECONDS": "60"})
    limits = environment.override("setting", 30).override("default", 10, 5).override("session", 20)
    assert limits.ttl.as_json() == limit(20, "session")
    assert limits.max_refs.as_json() == limit(5, "default")
    assert environment.override("setting", 30).ttl.as_json() == limit(30, "setting")
    assert environment.override("default", 30).ttl.as_json() == limit(60, "environment")


def test_the_environment_sets_both_limits():
    limits = limits_from_environment(
        {"SNAKEBRIDGE_REF_TTL_SECONDS": "0", "SNAKEBRIDGE_REF_MAX": " 12 "}
    )
    assert limits.ttl.as_json() == limit(0, "environment")
    assert limits.max_refs.as_json() == limit(12, "environment")


@pytest.mark.parametrize("text", ["-5", "many", "1.5", "inf", "nan", "1e999"])
def test_a_bad_environment_variable_is_told_and_ignored(text):
    told = []
    limits = limits_from_environment({"SNAKEBRIDGE_REF_MAX": text}, told.append)
    assert limits.max_refs.as_json() == limit(10_000, "default")
    assert len(told) == 1
    assert "SNAKEBRIDGE_REF_MAX" in told[0]


def test_new_defaults_reach_sessions_that_set_none(registry):
    own = registry.open("own", max_refs=50)
    plain = registry.session("plain")
    things = [registry.store(plain, [n]) for n in range(5)]
    registry.defaults = Limits().override("setting", 10, 3)
    assert own.limits.max_refs.as_json() == limit(50, "session")
    assert own.limits.ttl.as_json() == limit(10, "setting")
    assert registry.refs("plain") == things[2:]


def test_a_session_is_listed_with_its_effective_limits(registry, clock):
    session = registry.open("s", max_refs=5, label="model.py", tags=["a"])
    entry = registry.store(session, [])
    clock.advance(2)
    assert session_info(session, clock()) == {
        "id": "s",
        "label": "model.py",
        "tags": ["a"],
        "refCount": 1,
        "ttlSeconds": limit(3600, "default"),
        "maxRefs": limit(5, "session"),
        "ageSeconds": 2.0,
        "nextEviction": entry.id,
        "names": [],
    }


def test_the_next_eviction_is_the_least_recently_used_that_may_go(registry, clock):
    session = registry.session("s")
    first, second, third = (registry.store(session, [n]) for n in range(3))
    registry.resolve("s", "s", first.id)
    registry.pin("s", second.id, on=True)
    assert session_info(session, clock())["nextEviction"] == third.id
    registry.release("s", [first.id, third.id])
    assert session_info(session, clock())["nextEviction"] is None


def test_a_ref_is_listed_with_its_lifetime(registry, clock):
    session = registry.session("s")
    origin = {"expression": "f()"}
    entry = registry.store(session, iter(()), stream_type="iterator", origin=origin)
    registry.bind(session, "rows", entry.obj)
    clock.advance(100)
    assert ref_lifetime(entry, clock()) == {
        "id": entry.id,
        "sessionId": "s",
        "names": ["rows"],
        "pinned": False,
        "ageSeconds": 100.0,
        "remainingSeconds": 3500.0,
        "ttlSeconds": 3600,
        "origin": origin,
        "streamType": "iterator",
    }


def test_what_never_expires_has_no_remaining_time(registry, clock):
    pinned = registry.store(registry.session("s"), [])
    registry.pin("s", pinned.id, on=True)
    unlimited = registry.store(registry.open("t", ttl_seconds=0), [])
    assert ref_lifetime(pinned, clock())["remainingSeconds"] is None
    assert ref_lifetime(pinned, clock())["ttlSeconds"] == 3600
    assert ref_lifetime(unlimited, clock())["remainingSeconds"] is None
    assert ref_lifetime(unlimited, clock())["ttlSeconds"] is None
