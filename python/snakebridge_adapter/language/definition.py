"""Where a name comes from: the statement that bound it, else the source of the function, class or module it means.

A statement is found where it stands now; one that was changed since it ran is none.
"""

from __future__ import annotations

from ..inspection.classes import ABSENT
from ..inspection.describe import source_of
from .expressions import chain_at
from .live import Lazy, LiveNames, follow
from .text_bindings import maker_of
from .uris import file_uri

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..registry.session import Session
    from .documents import Document, Documents
    from .expressions import Chain
    from .live import Found


def definition_at(
    documents: Documents, uri: str, position: tuple[int, int], session: Session
) -> dict[str, Any] | None:
    """Return the LSP `Location` where what stands at a position was bound or is defined."""
    document = documents.get(uri)
    if document is None:
        return None
    names = LiveNames(document, session)
    chain = chain_at(document, position)
    if chain is None:
        return None
    if not chain.steps:
        bound = _binding_of(chain.name, names, documents, uri)
        if bound is not None:
            return bound
    found = _found(chain, names)
    return None if found is None else _source_location(found.obj)


def type_definition_at(
    document: Document, position: tuple[int, int], session: Session
) -> dict[str, Any] | None:
    """Return the LSP `Location` of the class of what stands at a position."""
    chain = chain_at(document, position)
    found = _found(chain, LiveNames(document, session)) if chain else None
    return None if found is None else _source_location(type(found.obj))


def _found(chain: Chain, names: LiveNames) -> Found | None:
    root: Any = names.known(chain.name, chain.place)
    if root is ABSENT:
        return None
    try:
        return follow(root, chain.steps)
    except Lazy:
        return None


def _binding_of(
    name: str, names: LiveNames, documents: Documents, uri: str
) -> dict[str, Any] | None:
    """Return where the session's object of that name was made, in the document itself or the one that made it."""
    entry = names.entry_of(names.bound(name))
    origin = entry.origin if entry is not None else None
    told = origin.get("uri") if origin is not None else None
    place_uri = told if type(told) is str else uri
    document = documents.get(place_uri)
    places = document.bindings.get(name) if document is not None else None
    made = maker_of(name, places, names, place_uri) if places else None
    if document is None or made is None:
        return None
    return {"uri": place_uri, "range": document.source().range_of(made.span)}


def _source_location(obj: object) -> dict[str, Any] | None:
    try:
        source = source_of(obj)
    except Exception:  # wrappers wrapped a thousandfold
        return None
    if source is None:
        return None
    start = {"line": max(source["line"] - 1, 0), "character": 0}
    return {"uri": file_uri(source["file"]), "range": {"start": start, "end": start}}
