"""Taking a release back: refs go from the bin to where they were, as if nobody had released them.

Same object, id, names and remaining time, at the same place among the refs and in the order of use. Runs under the
registry's lock.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .changes import ChangeLog
    from .entry import Entry
    from .grace import Binned
    from .session import Session


def restore(
    session: Session, ref_ids: Iterable[str], now: float, changes: ChangeLog
) -> list[dict[str, object]]:
    """Bring back those of `ref_ids` that lie in the bin; return what happened to each (`RestoreOutcome`)."""
    outcomes: list[dict[str, object]] = []
    back: list[Entry] = []
    for ref_id in ref_ids:
        binned = session.bin.take(ref_id) if session.bin else None
        if binned is not None:
            lost = _bring_back(session, binned, now, back)
            outcomes.append({"outcome": "restored", "lostNames": lost})
        elif session.aliases.resolve(ref_id) in session.entries:
            outcomes.append({"outcome": "restored", "lostNames": []})
        else:
            outcomes.append({"outcome": "gone"})
    _settle(session, back)
    if changes.on:
        for entry in back:
            changes.restore(entry)
    return outcomes


def _bring_back(session: Session, binned: Binned, now: float, back: list[Entry]) -> list[str]:
    """Give the ref its id and names again; return the names that mean something else by now."""
    entry = binned.entry
    session.tombstones.forget((entry.id, *binned.handles))
    present = session.by_object.get(id(entry.obj))
    if present is None:
        session.by_object[id(entry.obj)] = session.entries[entry.id] = entry
        entry.used += now - binned.since
        if binned.expiry is not None:
            session.extended[entry.id] = binned.expiry + now - binned.since
        back.append(entry)
    else:
        # The object got another ref meanwhile: one object, one ref, so that one goes by both ids.
        present.claims += entry.claims
        session.aliases.add(entry.id, present.id)
    for handle in binned.handles:
        session.aliases.add(handle, (present or entry).id)
    return _rebind(session, binned.names, entry.obj)


def _rebind(session: Session, names: Sequence[str], obj: object) -> list[str]:
    namespace = session.namespace
    return [name for name in names if namespace.setdefault(name, obj) is not obj]


def _settle(session: Session, back: Sequence[Entry]) -> None:
    """Put what came back where it stood by its making and by its last use."""
    if not back:
        return
    entries = sorted(session.entries.values(), key=_creation)
    session.entries.clear()
    session.entries.update((entry.id, entry) for entry in entries)
    idle = sorted((*session.idle.values(), *(e for e in back if not e.holds)), key=_use)
    session.idle.clear()
    session.idle.update((entry.id, entry) for entry in idle)


def _creation(entry: Entry) -> int:
    return entry.number


def _use(entry: Entry) -> tuple[float, int]:
    return entry.used, entry.number
