"""Refs as the protocol's `RefInfo`: their lifetime, and their objects at a glance."""

from __future__ import annotations

from ..registry.listing import ref_lifetime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..registry.entry import Entry


def ref_infos(entries: Iterable[Entry], now: float) -> list[dict[str, object]]:
    """Return `RefInfo` of entries of one session; looks only, and runs no user code."""
    from ..inspection.summary import summarize

    names: dict[int, list[str]] | None = None
    infos: list[dict[str, object]] = []
    for entry in entries:
        if names is None:
            names = entry.session.names_by_object()
        lifetime = ref_lifetime(entry, now, names.get(id(entry.obj), ()))
        infos.append({**summarize(entry.obj), **lifetime})
    return infos
