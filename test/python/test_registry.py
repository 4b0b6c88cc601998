"""Refs of a session: identity, use, limits, pinning, handles, letting go, and what is remembered."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest

from snakebridge_adapter.errors import (
    Cancelled,
    InvalidParams,
    RefNotFound,
    SessionFull,
    SessionMismatch,
)
from snakebridge_adapter.registry.ref_store import Arrival
from snakebridge_adapter.registry.registry import Registry

HANDLE = "0123456789abcdef0123456789abcdef"
OTHER_HANDLE = "fedcba9876543210fedcba9876543210"
FREED = {"outcome": "freed"}


class Thing:
    """Something that can be told apart and watched."""


@pytest.fixture
def session(registry):
    return registry.session("s")


def small(registry, max_refs):
    return registry.open("s", max_refs=max_refs)


def store(registry, session, count):
    return [registry.store(session, Thing()) for _ in range(count)]


def gone(reason):
    return {"outcome": "alreadyGone", "reason": reason}


def reason_of(registry, session_id, ref_id):
    with pytest.raises(RefNotFound) as missing:
        registry.peek(session_id, ref_id)
    return missing.value.data["reason"]


def alive(registry, session_id="s"):
    return [entry.id for entry in registry.refs(session_id)]


# Identity and ids.


def test_the_same_object_is_the_same_ref(registry, session):
    thing = Thing()
    assert registry.store(session, thing) is registry.store(session, thing)


def test_equal_objects_are_different_refs(registry, session):
    assert registry.store(session, [1]) is not registry.store(session, [1])


def test_another_session_has_its_own_ref_of_an_object(registry, session):
    thing = Thing()
    other = registry.store(registry.session("t"), thing)
    assert other.id != registry.store(session, thing).id


def test_an_id_is_a_random_uuid_in_hex_and_never_comes_twice(registry, session):
    ids = [entry.id for entry in store(registry, session, 1000)]
    assert len(set(ids)) == 1000
    assert all(len(ref_id) == 32 and int(ref_id, 16) for ref_id in ids)
    assert {ref_id[12] for ref_id in ids} == {"4"}
    assert {ref_id[16] for ref_id in ids} <= set("89ab")


def test_two_registries_make_different_ids(clock):
    made = [
        registry.store(registry.session("s"), Thing()).id for registry in map(Registry, [clock] * 2)
    ]
    assert made[0] != made[1]


def test_refs_are_listed_in_creation_order_whatever_was_used(registry, session):
    entries = store(registry, session, 5)
    registry.resolve("s", "s", entries[0].id)
    assert alive(registry) == [entry.id for entry in entries]
    assert registry.refs("s", 1, 2) == entries[1:3]
    assert registry.refs("nowhere") == []


# Using.


def test_a_ref_is_not_usable_in_another_session_and_stays_alive(registry, session):
    entry = registry.store(session, Thing())
    with pytest.raises(SessionMismatch) as mismatch:
        registry.resolve("t", "s", entry.id)
    assert mismatch.value.data == {
        "refId": entry.id,
        "expectedSession": "s",
        "actualSession": "t",
    }
    assert registry.resolve("s", "s", entry.id) is entry


def test_a_ref_that_never_was_is_told_as_unknown(registry):
    assert reason_of(registry, "s", HANDLE) == "unknown"


# Time to live.


def test_a_ref_expires_after_its_time_to_live_unused(registry, session, clock):
    entry = registry.store(session, Thing())
    clock.advance(3599.9)
    assert registry.sweep() == pytest.approx(0.1)
    assert alive(registry) == [entry.id]
    clock.advance(0.1)
    registry.sweep()
    assert alive(registry) == []
    assert reason_of(registry, "s", entry.id) == "expired"


def test_an_expired_ref_is_refused_even_before_it_is_swept(registry, session, clock):
    entry = registry.store(session, Thing())
    clock.advance(3600)
    assert reason_of(registry, "s", entry.id) == "expired"


def test_an_object_whose_ref_has_expired_gets_a_new_ref(registry, session, clock):
    thing = Thing()
    expired = registry.store(session, thing)
    clock.advance(3600)
    fresh = registry.store(session, thing)
    assert fresh.id != expired.id
    assert reason_of(registry, "s", expired.id) == "expired"


def test_use_renews_and_looking_does_not(registry, session, clock):
    used, looked_at = store(registry, session, 2)
    clock.advance(3000)
    registry.resolve("s", "s", used.id)
    registry.peek("s", looked_at.id)
    clock.advance(1000)
    registry.sweep()
    assert alive(registry) == [used.id]


def test_delivering_an_object_again_renews_its_ref(registry, session, clock):
    entry = registry.store(session, Thing())
    clock.advance(3000)
    registry.store(session, entry.obj)
    clock.advance(3000)
    registry.sweep()
    assert alive(registry) == [entry.id]


def test_a_ref_in_use_does_not_expire_and_its_time_starts_when_use_ends(registry, session, clock):
    entry = registry.store(session, Thing())
    registry.begin_use([entry])
    clock.advance(10_000)
    assert registry.sweep() is None
    registry.end_use([entry])
    assert registry.sweep() == 3600
    clock.advance(3599)
    assert registry.peek("s", entry.id) is entry


def test_a_ref_can_be_resolved_and_held_in_one_step(registry, session, clock):
    entry = registry.store(session, Thing())
    assert registry.resolve("s", "s", entry.id, hold=True) is entry
    clock.advance(10_000)
    assert registry.sweep() is None
    registry.end_use([entry])
    assert registry.sweep() == 3600


def test_unpinning_does_not_let_go_of_what_is_in_use(registry, session, clock):
    entry = registry.store(session, Thing())
    registry.begin_use([entry])
    registry.pin("s", entry.id, on=True)
    registry.pin("s", entry.id, on=False)
    clock.advance(10_000)
    assert registry.sweep() is None
    registry.end_use([entry])
    assert registry.sweep() == 3600


def test_a_ref_used_by_two_requests_is_held_until_both_end(registry, session, clock):
    entry = registry.store(session, Thing())
    registry.begin_use([entry])
    registry.begin_use([entry])
    registry.end_use([entry])
    clock.advance(10_000)
    assert registry.sweep() is None


def test_releasing_while_in_use_is_final(registry, session):
    entry = registry.store(session, Thing())
    registry.begin_use([entry])
    registry.release("s", [entry.id])
    registry.end_use([entry])
    assert alive(registry) == []
    assert registry.sweep() is None


def test_extending_sets_the_later_expiry(registry, session, clock):
    longer, shorter = store(registry, session, 2)
    registry.extend("s", longer.id, 5000)
    registry.extend("s", shorter.id, 10)
    clock.advance(3600)
    assert registry.sweep() == 1400
    assert alive(registry) == [longer.id]
    clock.advance(1400)
    assert registry.sweep() is None
    assert alive(registry) == []


def test_use_never_shortens_an_extension(registry, session, clock):
    entry = registry.store(session, Thing())
    registry.extend("s", entry.id, 10_000)
    registry.resolve("s", "s", entry.id)
    clock.advance(9_999)
    assert registry.peek("s", entry.id) is entry


def test_use_outlasts_an_extension_that_ends_sooner(registry, session, clock):
    entry = registry.store(session, Thing())
    registry.extend("s", entry.id, 4000)
    clock.advance(3000)
    registry.resolve("s", "s", entry.id)
    clock.advance(3000)
    assert registry.sweep() == 600


def test_the_sweeper_is_told_of_the_earliest_expiry_of_all_sessions(registry, session, clock):
    registry.store(session, Thing())
    registry.store(registry.open("t", ttl_seconds=5), Thing())
    registry.store(registry.open("u", ttl_seconds=0), Thing())
    assert registry.sweep() == 5
    clock.advance(5)
    assert registry.sweep() == 3595


@pytest.mark.parametrize("seconds", [-1, float("inf"), float("nan"), "5", None, True])
def test_extending_by_nonsense_is_refused(registry, session, seconds):
    entry = registry.store(session, Thing())
    with pytest.raises(InvalidParams):
        registry.extend("s", entry.id, seconds)


# Room.


def test_a_full_session_evicts_the_least_recently_used(registry):
    session = small(registry, 3)
    first, second, third = store(registry, session, 3)
    registry.resolve("s", "s", first.id)
    fourth = registry.store(session, Thing())
    assert alive(registry) == [first.id, third.id, fourth.id]
    assert reason_of(registry, "s", second.id) == "evicted"


def test_other_sessions_are_not_touched_by_one_that_is_full(registry):
    other = store(registry, registry.session("t"), 5)
    store(registry, small(registry, 2), 10)
    assert alive(registry, "t") == [entry.id for entry in other]
    assert len(alive(registry)) == 2


def test_what_has_expired_makes_room_before_anything_is_evicted(registry, clock):
    session = registry.open("s", max_refs=2, ttl_seconds=10)
    old = registry.store(session, Thing())
    clock.advance(9)
    young = registry.store(session, Thing())
    clock.advance(1)
    registry.store(session, Thing())
    assert reason_of(registry, "s", old.id) == "expired"
    assert registry.peek("s", young.id) is young


def test_a_ref_in_use_is_not_evicted(registry):
    session = small(registry, 2)
    used = registry.store(session, Thing())
    registry.begin_use([used])
    others = store(registry, session, 3)
    assert alive(registry) == [used.id, others[-1].id]


def test_a_session_whose_refs_are_all_pinned_refuses_new_ones(registry):
    session = small(registry, 2)
    pinned = store(registry, session, 2)
    for entry in pinned:
        registry.pin("s", entry.id, on=True)
    with pytest.raises(SessionFull) as full:
        registry.store(session, Thing())
    assert full.value.data == {"sessionId": "s", "maxRefs": 2}
    assert alive(registry) == [entry.id for entry in pinned]


def test_a_result_with_too_many_objects_leaves_everything_as_it_was(registry):
    session = small(registry, 3)
    before = store(registry, session, 2)
    created = []
    with pytest.raises(SessionFull):
        registry.store_all(session, [(Thing(), None) for _ in range(4)], Arrival(created=created))
    assert alive(registry) == [entry.id for entry in before]
    assert created == []


def test_a_result_never_evicts_what_it_delivers(registry):
    session = small(registry, 3)
    oldest, _, _ = store(registry, session, 3)
    delivered = registry.store_all(
        session, [(Thing(), None), (oldest.obj, None), (Thing(), None)], Arrival()
    )
    assert delivered[1] is oldest
    assert sorted(alive(registry)) == sorted(entry.id for entry in delivered)


def test_a_result_with_more_old_and_new_objects_than_fit_is_refused(registry):
    session = small(registry, 2)
    old = store(registry, session, 2)
    with pytest.raises(SessionFull):
        registry.store_all(
            session, [(old[0].obj, None), (old[1].obj, None), (Thing(), None)], Arrival()
        )
    assert alive(registry) == [entry.id for entry in old]


def test_an_object_that_a_result_holds_twice_takes_one_place(registry):
    thing = Thing()
    first, second = registry.store_all(small(registry, 1), [(thing, None)] * 2, Arrival())
    assert first is second


def test_lowering_the_limit_evicts_at_once_but_not_what_is_held(registry, session):
    entries = store(registry, session, 5)
    registry.pin("s", entries[0].id, on=True)
    registry.open("s", max_refs=2)
    assert alive(registry) == [entries[0].id, entries[4].id]


def test_what_is_over_a_lowered_limit_goes_when_it_is_let_go(registry, session):
    entries = store(registry, session, 2)
    registry.begin_use(entries)
    registry.open("s", max_refs=1)
    assert len(alive(registry)) == 2
    registry.end_use(entries)
    assert alive(registry) == [entries[1].id]


def test_no_limit_means_no_limit(registry):
    session = registry.open("s", max_refs=0, ttl_seconds=0)
    store(registry, session, 10_500)
    assert len(alive(registry)) == 10_500
    assert registry.sweep() is None


# Pinning.


def test_a_pinned_ref_neither_expires_nor_is_evicted(registry, clock):
    session = small(registry, 2)
    pinned = registry.store(session, Thing())
    registry.pin("s", pinned.id, on=True)
    store(registry, session, 5)
    clock.advance(100_000)
    assert registry.sweep() is None
    assert alive(registry) == [pinned.id]


def test_unpinning_starts_a_fresh_time_to_live(registry, session, clock):
    entry = registry.store(session, Thing())
    registry.pin("s", entry.id, on=True)
    clock.advance(5000)
    registry.pin("s", entry.id, on=False)
    assert registry.sweep() == 3600


def test_pinning_twice_is_like_pinning_once(registry, session):
    entry = registry.store(session, Thing())
    registry.pin("s", entry.id, on=True)
    registry.pin("s", entry.id, on=True)
    registry.pin("s", entry.id, on=False)
    assert registry.sweep() == 3600


# Handles and chains.


def test_a_new_ref_takes_the_handle_as_its_id(registry, session):
    assert registry.store(session, Thing(), HANDLE).id == HANDLE


def test_a_handle_that_meets_an_existing_ref_stands_for_it(registry, session):
    entry = registry.store(session, Thing())
    assert registry.store(session, entry.obj, HANDLE) is entry
    assert registry.resolve("s", "s", HANDLE) is entry


@pytest.mark.parametrize("handle", ["", "a" * 31, "a" * 33, "A" * 32, "g" * 32, 5, None, b"a" * 32])
def test_a_handle_that_is_no_id_is_refused(registry, session, handle):
    with pytest.raises(InvalidParams):
        registry.check_handle(session, handle)


def test_a_handle_is_good_for_one_result(registry, session):
    registry.store(session, Thing(), HANDLE)
    with pytest.raises(InvalidParams):
        registry.store(session, Thing(), HANDLE)
    registry.release("s", [HANDLE])
    with pytest.raises(InvalidParams):
        registry.store(session, Thing(), HANDLE)


def test_the_end_of_a_chain_frees_what_it_made(registry, session):
    registry.store(session, Thing(), HANDLE)
    assert registry.release("s", [HANDLE], intermediate=True) == [FREED]
    assert alive(registry) == []


def test_the_end_of_a_chain_keeps_what_was_there_before(registry, session):
    entry = registry.store(session, Thing())
    registry.store(session, entry.obj, HANDLE)
    registry.release("s", [HANDLE], intermediate=True)
    assert alive(registry) == [entry.id]
    assert reason_of(registry, "s", HANDLE) == "released"


def test_the_end_of_a_chain_keeps_what_another_result_delivered(registry, session):
    entry = registry.store(session, Thing(), HANDLE)
    registry.store(session, entry.obj)
    registry.release("s", [HANDLE], intermediate=True)
    assert alive(registry) == [HANDLE]


def test_what_two_chains_share_goes_with_the_last(registry, session):
    entry = registry.store(session, Thing(), HANDLE)
    registry.store(session, entry.obj, OTHER_HANDLE)
    registry.release("s", [HANDLE], intermediate=True)
    assert registry.resolve("s", "s", OTHER_HANDLE) is entry
    registry.release("s", [OTHER_HANDLE], intermediate=True)
    assert alive(registry) == []


def test_the_end_of_a_chain_keeps_what_is_pinned_or_named(registry, session):
    pinned = registry.store(session, Thing(), HANDLE)
    named = registry.store(session, Thing(), OTHER_HANDLE)
    registry.pin("s", pinned.id, on=True)
    registry.bind(session, "model", named.obj)
    registry.release("s", [HANDLE, OTHER_HANDLE], intermediate=True)
    assert alive(registry) == [HANDLE, OTHER_HANDLE]


def test_an_explicit_release_is_final_whatever_chains_hold(registry, session):
    entry = registry.store(session, Thing(), HANDLE)
    registry.store(session, entry.obj, OTHER_HANDLE)
    assert registry.release("s", [entry.id]) == [FREED]
    assert reason_of(registry, "s", OTHER_HANDLE) == "released"
    assert registry.release("s", [OTHER_HANDLE], intermediate=True) == [gone("released")]


# Letting go.


def test_releasing_tells_what_happened_and_is_idempotent(registry, session, clock):
    released, expired = store(registry, session, 2)
    assert registry.release("s", [released.id, released.id]) == [FREED, gone("released")]
    clock.advance(3600)
    registry.sweep()
    assert registry.release("s", [expired.id, HANDLE]) == [gone("expired"), gone("unknown")]


def test_releasing_in_a_session_that_never_was_makes_none(registry):
    assert registry.release("s", [HANDLE]) == [gone("unknown")]
    assert registry.sessions() == []


def test_releasing_a_session_frees_all_and_tells_how_many(registry, session):
    entries = store(registry, session, 3)
    registry.pin("s", entries[0].id, on=True)
    assert registry.release_session("s") == 3
    assert registry.find("s") is None
    assert {reason_of(registry, "s", entry.id) for entry in entries} == {"session_released"}
    assert registry.release_session("s") == 0


def test_a_released_session_id_can_be_used_again_and_remembers(registry, session):
    old = registry.store(session, Thing())
    registry.release_session("s")
    again = registry.session("s")
    assert again is not session
    assert alive(registry) == []
    assert reason_of(registry, "s", old.id) == "session_released"
    registry.store(again, Thing())
    assert len(alive(registry)) == 1


def test_a_result_for_a_session_that_was_released_meanwhile_is_dropped(registry, session):
    registry.release_session("s")
    with pytest.raises(Cancelled):
        registry.store(session, Thing())
    assert registry.find("s") is None


def test_discarding_removes_what_is_still_alive(registry, session):
    kept, ended = store(registry, session, 2)
    registry.discard([ended], "stream_ended")
    registry.discard([ended], "released")
    assert alive(registry) == [kept.id]
    assert reason_of(registry, "s", ended.id) == "stream_ended"


# Freed means freed.


def watched(registry, session, **options):
    thing: Any = Thing()
    thing.itself = thing
    entry = registry.store(session, thing, **options)
    return entry.id, weakref.ref(thing)


def is_dead(reference):
    gc.collect()
    return reference() is None


def test_nothing_holds_a_released_object(registry, session):
    registry.changes.subscribe(on=True)
    ref_id, thing = watched(registry, session)
    registry.bind(session, "model", thing())
    registry.resolve("s", "s", ref_id)
    registry.extend("s", ref_id, 100)
    registry.release("s", [ref_id])
    assert is_dead(thing)


def test_nothing_holds_an_expired_object_not_even_the_error(registry, session, clock):
    ref_id, thing = watched(registry, session)
    clock.advance(3600)
    with pytest.raises(RefNotFound) as missing:
        registry.resolve("s", "s", ref_id)
    registry.sweep()
    assert is_dead(thing)
    assert missing.value.data["reason"] == "expired"


def test_nothing_holds_an_evicted_object(registry):
    session = small(registry, 1)
    _, thing = watched(registry, session)
    registry.store(session, Thing())
    assert is_dead(thing)


def test_nothing_holds_the_objects_and_names_of_a_released_session(registry, session):
    _, thing = watched(registry, session)
    exec("def keep(): pass", session.namespace)
    keep = session.namespace["keep"]
    session.namespace["alias"] = thing()
    registry.release_session("s")
    assert is_dead(thing)
    assert keep.__globals__ == {}


def test_destructors_run_outside_the_lock(registry, session):
    held = []

    class Last:
        def __del__(self):
            held.append(registry.lock._is_owned())

    for _ in range(2):
        registry.store(session, Last())
    registry.release("s", alive(registry)[:1])
    registry.release_session("s")
    assert held == [False, False]


# Names.


def test_a_bound_name_names_the_ref_and_goes_with_it(registry, session):
    entry = registry.store(session, Thing())
    registry.bind(session, "model", entry.obj)
    assert session.names_of(entry.obj) == ["model"]
    registry.release("s", [entry.id])
    assert "model" not in session.namespace


def test_names_are_told_in_binding_order_and_by_identity(registry, session):
    exec("b = a = [1]; c = [1]; __hidden__ = a", session.namespace)
    entry = registry.store(session, session.namespace["a"])
    assert session.names_of(entry.obj) == ["b", "a"]
    assert session.names_by_object()[id(entry.obj)] == ["b", "a"]


def test_a_name_that_was_bound_to_something_else_stays(registry, session):
    entry = registry.store(session, Thing())
    registry.bind(session, "model", entry.obj)
    registry.bind(session, "model", 5)
    registry.release("s", [entry.id])
    assert session.namespace["model"] == 5


@pytest.mark.parametrize(
    "name", ["", "1a", "a b", "__builtins__", "__x__", "a.b", "class", None, 5]
)
def test_what_is_no_name_cannot_be_bound(registry, session, name):
    with pytest.raises(InvalidParams):
        registry.bind(session, name, Thing())


# What is remembered.


def test_the_last_thousand_removals_are_remembered(registry, session):
    entries = store(registry, session, 1001)
    registry.release("s", [entry.id for entry in entries])
    assert reason_of(registry, "s", entries[0].id) == "unknown"
    assert reason_of(registry, "s", entries[1].id) == "released"
    assert reason_of(registry, "s", entries[1000].id) == "released"


def test_removals_of_an_ended_session_are_remembered_for_ten_minutes(registry, session, clock):
    ref_id = registry.store(session, Thing()).id
    registry.release_session("s")
    assert registry.sweep() == 600
    clock.advance(599)
    registry.sweep()
    assert reason_of(registry, "s", ref_id) == "session_released"
    clock.advance(1)
    assert registry.sweep() is None
    assert reason_of(registry, "s", ref_id) == "unknown"


def test_a_session_in_use_remembers_however_long_ago(registry, session, clock):
    ref_id = registry.store(session, Thing()).id
    registry.release("s", [ref_id])
    clock.advance(10_000)
    registry.sweep()
    assert reason_of(registry, "s", ref_id) == "released"
