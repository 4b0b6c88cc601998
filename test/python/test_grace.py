"""A release that can be taken back: what comes back, what goes after all, and what is known of it then."""

from __future__ import annotations

import gc
import weakref

import pytest

from snakebridge_adapter.errors import InvalidParams, RefNotFound

RESTORED = {"outcome": "restored", "lostNames": []}
GONE = {"outcome": "gone"}
GRACE = 10.0


class Thing:
    """Something that can be told apart and watched."""


@pytest.fixture
def session(registry):
    return registry.open("s", ttl_seconds=100)


def store(registry, session, count):
    return [registry.store(session, Thing()).id for _ in range(count)]


def release(registry, ids):
    return registry.release("s", ids, grace_seconds=GRACE)


def order(registry):
    return [entry.id for entry in registry.refs("s")]


def watch_of(registry, ref_id):
    [watch] = registry.watches("s", [ref_id])
    return watch


def test_what_is_released_is_gone_for_everybody(registry, session):
    registry.bind(session, "x", thing := Thing())
    ref = registry.store(session, thing).id
    assert release(registry, [ref, ref]) == [
        {"outcome": "freed"},
        {"outcome": "alreadyGone", "reason": "released"},
    ]
    assert "x" not in session.namespace
    with pytest.raises(RefNotFound, match="released"):
        registry.peek("s", ref)


def test_what_is_restored_is_the_very_same_object_with_id_names_and_place(registry, session, clock):
    first, ref, last = store(registry, session, 3)
    obj = registry.peek("s", ref).obj
    registry.bind(session, "x", obj)
    registry.bind(session, "y", obj)
    release(registry, [ref])
    clock.advance(GRACE - 1)
    assert registry.restore("s", [ref]) == [RESTORED]
    assert registry.peek("s", ref).obj is obj
    assert session.names_of(obj) == ["x", "y"]
    assert order(registry) == [first, ref, last]
    assert registry.store(session, obj).id == ref


def test_the_remaining_time_is_what_it_was(registry, session, clock):
    kept, extended = store(registry, session, 2)
    clock.advance(60)
    registry.extend("s", extended, 500)
    release(registry, [kept, extended])
    clock.advance(GRACE - 1)
    registry.restore("s", [kept, extended])
    remaining = [session.expiry(registry.peek("s", ref)) - clock() for ref in (kept, extended)]
    assert remaining == [40, 500]
    assert registry.sweep() == 40


def test_the_order_of_use_is_what_it_was(registry, session, clock):
    refs = []
    for _ in range(4):
        refs += store(registry, session, 1)
        clock.advance(1)
    release(registry, [refs[0], refs[2]])
    registry.restore("s", [refs[2], refs[0]])
    assert list(session.idle) == refs


def test_what_was_pinned_is_pinned_again(registry, session, clock):
    [ref] = store(registry, session, 1)
    registry.pin("s", ref, on=True)
    release(registry, [ref])
    registry.restore("s", [ref])
    clock.advance(1000)
    registry.sweep()
    assert registry.peek("s", ref).pinned


def test_a_name_that_means_something_else_by_now_stays_what_it_is(registry, session):
    registry.bind(session, "x", thing := Thing())
    ref = registry.store(session, thing).id
    release(registry, [ref])
    registry.bind(session, "x", other := Thing())
    assert registry.restore("s", [ref]) == [{"outcome": "restored", "lostNames": ["x"]}]
    assert session.namespace["x"] is other


def test_an_object_that_got_another_ref_meanwhile_goes_by_both_ids(registry, session):
    ref = registry.store(session, thing := Thing()).id
    release(registry, [ref])
    other = registry.store(session, thing)
    assert other.id != ref
    assert registry.restore("s", [ref]) == [RESTORED]
    assert registry.peek("s", ref) is other


def test_a_handle_stands_for_the_restored_ref_again(registry, session):
    handle = "0123456789abcdef0123456789abcdef"
    ref = registry.store(session, thing := Thing()).id
    registry.store(session, thing, handle=handle)
    release(registry, [ref])
    registry.restore("s", [ref])
    assert registry.peek("s", handle).id == ref


def test_after_the_grace_nothing_holds_the_object_and_nothing_comes_back(registry, session, clock):
    [ref] = store(registry, session, 1)
    obj = weakref.ref(registry.peek("s", ref).obj)
    release(registry, [ref])
    assert registry.sweep() == GRACE
    assert obj() is not None
    clock.advance(GRACE)
    registry.sweep()
    assert obj() is None
    assert registry.restore("s", [ref]) == [GONE]
    assert watch_of(registry, ref)() is None


def test_a_release_without_grace_frees_at_once(registry, session):
    [ref] = store(registry, session, 1)
    obj = weakref.ref(registry.peek("s", ref).obj)
    registry.release("s", [ref])
    assert obj() is None
    assert registry.restore("s", [ref]) == [GONE]


def test_the_end_of_the_session_empties_the_bin(registry, session):
    [ref] = store(registry, session, 1)
    obj = weakref.ref(registry.peek("s", ref).obj)
    release(registry, [ref])
    registry.release_session("s")
    gc.collect()
    assert obj() is None
    assert registry.restore("s", [ref]) == [GONE]


def test_the_bin_makes_room_the_oldest_release_first(registry):
    session = registry.open("s", max_refs=3)
    refs = store(registry, session, 3)
    release(registry, refs[:1])
    release(registry, refs[1:])
    store(registry, session, 1)
    assert registry.restore("s", refs) == [GONE, RESTORED, RESTORED]
    assert len(order(registry)) == 3


def test_a_lower_limit_empties_the_bin_before_it_evicts(registry, session):
    refs = store(registry, session, 4)
    release(registry, refs[:2])
    registry.open("s", max_refs=2)
    assert registry.restore("s", refs[:2]) == [GONE, GONE]
    assert order(registry) == refs[2:]


def test_what_is_watched_is_told_by_where_it_is(registry, session, clock):
    held = Thing()
    refs = [registry.store(session, obj).id for obj in (held, [1], Thing())]
    release(registry, refs[:2])
    assert watch_of(registry, refs[0]) == "kept"
    clock.advance(GRACE)
    registry.sweep()
    assert watch_of(registry, refs[0])() is held
    assert watch_of(registry, refs[1]) is None
    assert watch_of(registry, refs[2]) == "forgotten"


def test_a_grace_longer_than_any_is_refused_and_releases_nothing(registry, session):
    refs = store(registry, session, 1)
    with pytest.raises(InvalidParams, match="graceSeconds"):
        registry.release("s", refs, grace_seconds=61)
    assert order(registry) == refs


def test_the_client_is_told_that_a_ref_is_back(registry, session):
    registry.changes.subscribe(on=True)
    [ref] = store(registry, session, 1)
    registry.changes.drain()
    release(registry, [ref])
    [released] = registry.changes.drain()
    registry.restore("s", [ref])
    [restored] = registry.changes.drain()
    assert list(released.removed) == [ref]
    assert list(restored.added) == [ref]
