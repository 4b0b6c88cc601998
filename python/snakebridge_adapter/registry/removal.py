"""Letting refs go: out of their session, out of its names, into its tombstones and the change log.

Runs under the registry's lock. The objects come back to the caller, who lets them die after the lock is
released: a destructor is user code.
"""

from __future__ import annotations

from .session import is_binding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .changes import ChangeLog
    from .entry import Entry
    from .session import Session


def remove(
    session: Session, entries: Sequence[Entry], reason: str, now: float, changes: ChangeLog
) -> list[object]:
    """Remove `entries` from `session` and return their objects, held by nothing of ours any more."""
    doomed: list[object] = []
    for entry in entries:
        del session.entries[entry.id]
        del session.by_object[id(entry.obj)]
        session.idle.pop(entry.id, None)
        session.extended.pop(entry.id, None)
        doomed += (entry.obj, entry.evaluated)
        entry.evaluated = None
        if changes.on:
            changes.remove(entry, reason)
    gone = [entry.id for entry in entries]
    gone += session.aliases.remove_all_of(gone)
    session.tombstones.add(gone, reason, now)
    _unbind(session, [entry.obj for entry in entries])
    return doomed


def _unbind(session: Session, objects: Sequence[object]) -> None:
    identities = {id(obj) for obj in objects}
    for name, value in session.namespace.copy().items():
        if id(value) in identities and is_binding(name):
            session.namespace.pop(name, None)
    for number, value in list(session.outputs.items()):
        if id(value) in identities:
            del session.outputs[number]
