"""The change log: what a subscribed client is told, coalesced and in order."""

from __future__ import annotations

import pytest
from support.manual_clock import ManualClock

from snakebridge_adapter.registry.registry import Registry


@pytest.fixture
def registry():
    registry = Registry(ManualClock())
    registry.changes.subscribe(on=True)
    return registry


def told(registry):
    return [
        (
            changes.session_id,
            changes.ended,
            list(changes.added),
            list(changes.changed),
            changes.removed,
        )
        for changes in registry.changes.drain()
    ]


def test_nothing_is_collected_while_nobody_listens():
    registry = Registry(ManualClock())
    registry.store(registry.session("s"), [])
    assert not registry.changes.pending


def test_subscribing_starts_from_nothing(registry):
    registry.store(registry.session("s"), [])
    registry.changes.subscribe(on=True)
    assert told(registry) == []


def test_a_new_session_and_its_refs_are_told_together(registry):
    entry = registry.store(registry.session("s"), [])
    assert told(registry) == [("s", False, [entry.id], [], {})]
    assert told(registry) == []


def test_many_uses_are_told_once(registry):
    entry = registry.store(registry.session("s"), [])
    told(registry)
    for _ in range(3):
        registry.resolve("s", "s", entry.id)
    registry.begin_use([entry])
    registry.end_use([entry])
    assert told(registry) == [("s", False, [], [entry.id], {})]


def test_a_use_of_a_ref_not_told_yet_is_part_of_its_arrival(registry):
    entry = registry.store(registry.session("s"), [])
    registry.pin("s", entry.id, on=True)
    assert told(registry) == [("s", False, [entry.id], [], {})]


def test_what_came_and_went_is_told_as_removed_only(registry):
    entry = registry.store(registry.session("s"), [])
    registry.resolve("s", "s", entry.id)
    registry.release("s", [entry.id])
    assert told(registry) == [("s", False, [], [], {entry.id: "released"})]


def test_removals_carry_their_reasons_in_order(registry):
    session = registry.open("s", max_refs=2)
    first, second = (registry.store(session, [n]) for n in range(2))
    third = registry.store(session, [])
    registry.discard([third], "stream_ended")
    registry.release("s", [second.id])
    (changes,) = registry.changes.drain()
    assert changes.removed_refs() == [
        {"refId": first.id, "reason": "evicted"},
        {"refId": third.id, "reason": "stream_ended"},
        {"refId": second.id, "reason": "released"},
    ]


def test_the_end_of_a_session_is_told_before_its_next_life(registry):
    old = registry.store(registry.session("s"), [])
    registry.release_session("s")
    new = registry.store(registry.session("s"), [])
    assert told(registry) == [
        ("s", True, [], [], {old.id: "session_released"}),
        ("s", False, [new.id], [], {}),
    ]


def test_binding_and_rebinding_tell_of_both_refs(registry):
    session = registry.session("s")
    first, second = (registry.store(session, [n]) for n in range(2))
    registry.bind(session, "x", first.obj)
    told(registry)
    registry.bind(session, "x", second.obj)
    ((_, _, _, changed, _),) = told(registry)
    assert sorted(changed) == sorted([first.id, second.id])


def test_new_limits_are_told(registry):
    registry.session("s")
    told(registry)
    registry.open("s", ttl_seconds=5)
    assert told(registry) == [("s", False, [], [], {})]


def test_looking_is_not_told(registry):
    entry = registry.store(registry.session("s"), [])
    told(registry)
    registry.peek("s", entry.id)
    registry.refs("s")
    registry.sweep()
    assert told(registry) == []


def test_the_first_change_after_a_drain_wakes_once(registry):
    woken = []
    registry.changes.wake = lambda: woken.append(1)
    session = registry.session("s")
    registry.store(session, [])
    assert len(woken) == 1
    told(registry)
    registry.store(session, [])
    assert len(woken) == 2
