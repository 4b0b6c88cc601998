"""Random sequences of everything that can happen to sessions: the registry agrees with a naive model."""

from __future__ import annotations

from math import inf

import pytest
from support.manual_clock import ManualClock
from support.registry_model import Full, Gone, RegistryModel
from support.volumes import volume_of

pytest.importorskip(
    "hypothesis", reason="Hypothesis is not here: sessions are tested by example only"
)

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from snakebridge_adapter.errors import InvalidParams, RefNotFound, SessionFull, SessionMismatch
from snakebridge_adapter.registry.ref_store import Arrival
from snakebridge_adapter.registry.registry import Registry

STEPS = 40


class Thing:
    """An object to store; few of them, so that they meet again."""


session_ids = st.sampled_from(["a", "b", "c"])
things = st.integers(0, 11)
picks = st.integers(0, 30)
names = st.sampled_from(["x", "y", "z"])


class Sessions(RuleBasedStateMachine):
    """Each rule does the same to both and compares what they answer; the invariant compares the rest."""

    def __init__(self):
        super().__init__()
        self.clock = ManualClock()
        self.real = Registry(self.clock)
        self.real.changes.subscribe(on=True)
        self.model = RegistryModel()
        self.model.now = self.clock.now
        self.things = [Thing() for _ in range(12)]
        self.ids = ["0" * 32]
        self.handles = 0
        self.in_use = []
        self.mirror = {}

    def any_id(self, pick):
        return self.ids[-1 - pick % len(self.ids)]

    def attempt(self, real, model):
        """Do both; return both answers, or make sure that both refuse for the same reason."""
        reason = None
        try:
            expected = model()
        except Gone as gone:
            reason = gone.args[0]
        else:
            return real(), expected
        with pytest.raises(RefNotFound) as refused:
            real()
        assert refused.value.data["reason"] == reason
        return None

    # What can happen.

    @rule(session_id=session_ids, ttl=st.sampled_from([0, 5, 100, 3600]), limit=st.integers(0, 6))
    def limit(self, session_id, ttl, limit):
        self.real.open(session_id, ttl_seconds=ttl, max_refs=limit)
        self.model.limit(session_id, ttl, limit)

    @rule(
        session_id=session_ids,
        chosen=st.lists(things, min_size=1, max_size=5),
        handle=st.booleans(),
    )
    def store(self, session_id, chosen, handle):
        objects = [self.things[n] for n in chosen]
        self.handles += handle
        name = f"{self.handles:032x}" if handle else None
        created = []
        try:
            entries = self.real.store_all(
                self.real.session(session_id),
                [(obj, None) for obj in objects],
                Arrival(name, created=created),
            )
        except SessionFull:
            with pytest.raises(Full):
                self.model.store(session_id, objects, name, [])
            assert created == []
            return
        new_ids = [entry.id for entry in created]
        self.ids += [*new_ids, *([name] if name else [])]
        refs = self.model.store(session_id, objects, name, list(new_ids))
        assert [entry.id for entry in entries] == [ref.id for ref in refs]
        assert [entry.obj for entry in entries] == objects
        if name and new_ids and entries[0].id == new_ids[0]:
            assert name == new_ids[0]

    @rule(session_id=session_ids, pick=picks)
    def use_a_handle_twice(self, session_id, pick):
        session = self.real.session(session_id)
        self.model.session(session_id)
        ref_id = self.any_id(pick)
        known = ref_id in session.entries or ref_id in session.aliases
        if known or ref_id in self.model.reasons.get(session_id, {}):
            with pytest.raises(InvalidParams):
                self.real.check_handle(session, ref_id)
        else:
            self.real.check_handle(session, ref_id)

    @rule(session_id=session_ids, pick=picks)
    def use(self, session_id, pick):
        ref_id = self.any_id(pick)
        both = self.attempt(
            lambda: self.real.resolve(session_id, session_id, ref_id),
            lambda: self.model.find(session_id, ref_id),
        )
        if both:
            self.model.sessions[session_id].touch(both[1], self.model.now)
            assert both[0].obj is both[1].thing

    @rule(session_id=session_ids, other=session_ids, pick=picks)
    def use_elsewhere(self, session_id, other, pick):
        if session_id != other:
            with pytest.raises(SessionMismatch):
                self.real.resolve(session_id, other, self.any_id(pick))

    @rule(session_id=session_ids, pick=picks)
    def begin_use(self, session_id, pick):
        ref_id = self.any_id(pick)
        both = self.attempt(
            lambda: self.real.peek(session_id, ref_id),
            lambda: self.model.find(session_id, ref_id),
        )
        if both:
            if pick % 2:
                self.real.begin_use([both[0]])
            else:
                self.real.resolve(session_id, session_id, ref_id, hold=True)
            both[1].uses += 1
            self.model.sessions[session_id].touch(both[1], self.model.now)
            self.in_use.append((session_id, *both))

    @rule(pick=picks)
    def end_use(self, pick):
        if not self.in_use:
            return
        session_id, entry, ref = self.in_use.pop(pick % len(self.in_use))
        self.real.end_use([entry])
        ref.uses -= 1
        session = self.model.sessions.get(session_id)
        if session and ref in session.refs:
            session.touch(ref, self.model.now)
            session.evict(len(session.refs) - session.max_refs, [])

    @rule(session_id=session_ids, pick=picks, seconds=st.integers(0, 5000))
    def extend(self, session_id, pick, seconds):
        ref_id = self.any_id(pick)
        both = self.attempt(
            lambda: self.real.extend(session_id, ref_id, seconds),
            lambda: self.model.find(session_id, ref_id),
        )
        if both:
            session = self.model.sessions[session_id]
            until = self.model.now + seconds
            if until > both[1].used + session.ttl:
                both[1].extended = max(both[1].extended, until)

    @rule(session_id=session_ids, pick=picks, on=st.booleans())
    def pin(self, session_id, pick, on):
        ref_id = self.any_id(pick)
        both = self.attempt(
            lambda: self.real.pin(session_id, ref_id, on=on),
            lambda: self.model.find(session_id, ref_id),
        )
        if both and both[1].pinned is not on:
            both[1].pinned = on
            session = self.model.sessions[session_id]
            session.touch(both[1], self.model.now)
            session.evict(len(session.refs) - session.max_refs, [])

    @rule(session_id=session_ids, pick=picks, intermediate=st.booleans())
    def release(self, session_id, pick, intermediate):
        ref_id = self.any_id(pick)
        (outcome,) = self.real.release(session_id, [ref_id], intermediate=intermediate)
        expected = self.model.release(session_id, ref_id, intermediate=intermediate)
        assert outcome.get("reason", outcome["outcome"]) == expected

    @rule(session_id=session_ids)
    def release_session(self, session_id):
        assert self.real.release_session(session_id) == self.model.release_session(session_id)

    @rule(session_id=session_ids, name=names, chosen=things)
    def bind(self, session_id, name, chosen):
        thing = self.things[chosen]
        self.real.bind(self.real.session(session_id), name, thing)
        self.model.session(session_id).names[name] = thing

    @rule(session_id=session_ids, name=names, chosen=things)
    def run_code_that_binds(self, session_id, name, chosen):
        thing = self.things[chosen]
        self.real.session(session_id).namespace[name] = thing
        self.model.session(session_id).names[name] = thing

    @rule(seconds=st.sampled_from([0, 0.5, 1, 4.5, 5, 60, 3599, 3600]))
    def wait(self, seconds):
        self.clock.advance(seconds)
        self.model.now = self.clock.now

    @rule()
    def sweep(self):
        following = self.real.sweep()
        expected = self.model.sweep()
        assert (inf if following is None else following) == pytest.approx(expected - self.model.now)

    # What must hold after each step.

    @invariant()
    def both_hold_the_same(self):
        assert {s.id for s in self.real.sessions()} == set(self.model.sessions)
        for session_id, expected in self.model.sessions.items():
            session = self.real.find(session_id)
            assert [entry.id for entry in session.entries.values()] == [r.id for r in expected.refs]
            assert list(session.idle) == [ref.id for ref in expected.by_use if not ref.held]
            for entry, ref in zip(session.entries.values(), expected.refs):
                assert entry.obj is ref.thing
                assert session.expiry(entry) == expected.expiry(ref)
                assert session.by_object[id(ref.thing)] is entry
            assert len(session.by_object) == len(expected.refs)
            assert set(session.aliases) == set(expected.aliases)
            assert set(session.extended) <= set(session.entries)
            bound = {n: v for n, v in session.namespace.items() if not n.startswith("__")}
            assert bound == expected.names

    @invariant()
    def no_session_holds_more_than_it_may(self):
        for session in self.real.sessions():
            held = sum(entry.holds > 0 for entry in session.entries.values())
            assert len(session.entries) <= max(session.limits.max_refs.bound, held)

    @invariant()
    def reasons_are_remembered(self):
        for session_id, reasons in self.model.reasons.items():
            for ref_id, reason in list(reasons.items())[-20:]:
                (outcome,) = self.real.release(session_id, [ref_id])
                assert outcome == {"outcome": "alreadyGone", "reason": reason}

    @invariant()
    def a_client_that_listens_knows_what_is_alive(self):
        for changes in self.real.changes.drain():
            known = self.mirror.setdefault(changes.session_id, set())
            assert not set(changes.added) & known
            assert set(changes.changed) <= known
            known |= set(changes.added)
            known -= set(changes.removed)
            if changes.ended:
                assert known == set()
                del self.mirror[changes.session_id]
        alive = {s.id: set(s.entries) for s in self.real.sessions()}
        assert self.mirror == alive


Sessions.TestCase.settings = settings(
    max_examples=volume_of("adapterSessionSequences"),
    stateful_step_count=STEPS,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

TestSessions = Sessions.TestCase
