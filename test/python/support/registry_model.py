"""The registry as simple as can be: lists, full scans and no cleverness. What the real one must agree with."""

from __future__ import annotations

from math import inf
from typing import Any


class Full(Exception):
    """The session has no room."""


class Gone(Exception):
    """The ref is gone; the argument is why."""


class ModelRef:
    def __init__(self, ref_id: str, thing: object, now: float) -> None:
        self.id = ref_id
        self.thing = thing
        self.used = now
        self.extended = 0.0
        self.pinned = False
        self.uses = 0
        self.claims = 1

    @property
    def held(self) -> bool:
        return self.pinned or self.uses > 0


class ModelSession:
    """One session: refs in creation order, and the same in order of use."""

    def __init__(self, ttl: float, max_refs: float, reasons: dict[str, str]) -> None:
        self.ttl = ttl
        self.max_refs = max_refs
        self.refs: list[ModelRef] = []
        self.by_use: list[ModelRef] = []
        self.aliases: dict[str, ModelRef] = {}
        self.names: dict[str, object] = {}
        self.reasons = reasons

    def expiry(self, ref: ModelRef) -> float:
        return inf if ref.held else max(ref.used + self.ttl, ref.extended)

    def touch(self, ref: ModelRef, now: float) -> None:
        ref.used = now
        self.by_use.remove(ref)
        self.by_use.append(ref)

    def remove(self, ref: ModelRef, reason: str) -> None:
        self.refs.remove(ref)
        self.by_use.remove(ref)
        self.reasons[ref.id] = reason
        for handle in [handle for handle, target in self.aliases.items() if target is ref]:
            del self.aliases[handle]
            self.reasons[handle] = reason
        for name in [name for name, thing in self.names.items() if thing is ref.thing]:
            del self.names[name]

    def expire(self, now: float) -> None:
        for ref in list(self.refs):
            if self.expiry(ref) <= now:
                self.remove(ref, "expired")

    def evict(self, count: float, kept: list[ModelRef]) -> None:
        for ref in list(self.by_use):
            if count > 0 and not ref.held and ref not in kept:
                self.remove(ref, "evicted")
                count -= 1


class RegistryModel:
    """All sessions; `now` is set by the test."""

    def __init__(self) -> None:
        self.now = 0.0
        self.sessions: dict[str, ModelSession] = {}
        self.reasons: dict[str, dict[str, str]] = {}
        self.ended: dict[str, float] = {}

    def session(self, session_id: str) -> ModelSession:
        if session_id not in self.sessions:
            self.ended.pop(session_id, None)
            reasons = self.reasons.setdefault(session_id, {})
            self.sessions[session_id] = ModelSession(3600, 10_000, reasons)
        return self.sessions[session_id]

    def limit(self, session_id: str, ttl: float, max_refs: int) -> None:
        session = self.session(session_id)
        session.ttl, session.max_refs = ttl or inf, max_refs or inf
        session.evict(len(session.refs) - session.max_refs, [])

    def find(self, session_id: str, ref_id: str) -> ModelRef:
        session = self.sessions.get(session_id)
        if session:
            for ref in session.refs:
                if ref.id == ref_id or session.aliases.get(ref_id) is ref:
                    if session.expiry(ref) <= self.now:
                        raise Gone("expired")
                    return ref
        raise Gone(self.reasons.get(session_id, {}).get(ref_id, "unknown"))

    def store(
        self, session_id: str, things: list[object], handle: str | None, new_ids: list[str]
    ) -> list[ModelRef]:
        """Store `things`, all or none; `new_ids` are what the real registry called the new ones."""
        session = self.session(session_id)
        session.expire(self.now)
        known = [ref for ref in session.refs if any(ref.thing is thing for thing in things)]
        fresh: list[Any] = []
        for thing in things:
            if not any(thing is other for other in [*fresh, *(ref.thing for ref in known)]):
                fresh.append(thing)
        overflow = len(session.refs) + len(fresh) - session.max_refs
        evictable = [ref for ref in session.refs if not ref.held and ref not in known]
        if overflow > len(evictable):
            raise Full
        session.evict(overflow, known)
        delivered: list[ModelRef] = []
        for position, thing in enumerate(things):
            ref = next((ref for ref in session.refs if ref.thing is thing), None)
            if ref is None:
                ref = ModelRef(new_ids.pop(0), thing, self.now)
                session.refs.append(ref)
                session.by_use.append(ref)
            elif ref not in delivered:
                ref.claims += 1
                session.touch(ref, self.now)
                if position == 0 and handle:
                    session.aliases[handle] = ref
            delivered.append(ref)
        return delivered

    def release(self, session_id: str, ref_id: str, *, intermediate: bool) -> str:
        session = self.sessions.get(session_id)
        for ref in session.refs if session else []:
            is_alias = session.aliases.get(ref_id) is ref
            if ref.id != ref_id and not is_alias:
                continue
            if is_alias:
                del session.aliases[ref_id]
                session.reasons[ref_id] = "released"
            if is_alias or intermediate:
                ref.claims -= 1
                if ref.claims > 0 or ref.pinned or ref.thing in session.names.values():
                    return "freed"
            session.remove(ref, "released")
            return "freed"
        return self.reasons.get(session_id, {}).get(ref_id, "unknown")

    def sweep(self) -> float:
        """Expire and forget; return when there is something to do next."""
        for session in self.sessions.values():
            session.expire(self.now)
        for session_id in [key for key, at in self.ended.items() if at + 600 <= self.now]:
            del self.ended[session_id]
            self.reasons[session_id].clear()
        expiries = [s.expiry(ref) for s in self.sessions.values() for ref in s.refs]
        return min([*expiries, *(at + 600 for at in self.ended.values())], default=inf)

    def release_session(self, session_id: str) -> int:
        session = self.sessions.pop(session_id, None)
        if session is None:
            return 0
        count = len(session.refs)
        self.ended[session_id] = self.now
        session.names.clear()
        for ref in list(session.refs):
            session.remove(ref, "session_released")
        return count
