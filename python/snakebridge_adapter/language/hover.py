"""What a hover shows: the live object that an expression names, found along data alone and described as looked at.

Null where the expression names nothing that the session binds: other tools have more to say about that.
"""

from __future__ import annotations

from ..inspection.children import Children
from ..inspection.classes import ABSENT, find, is_native, lookup
from ..inspection.describe import doc_of
from ..inspection.keys import find_entry, key_to_wire
from ..inspection.members import member_of
from ..inspection.storage import dict_behind, item_at, storage_of
from ..inspection.summary import summarize
from ..registry.listing import ref_lifetime
from ..selection.scopes import Scopes
from ..selection.source import Source
from .expressions import chain_at
from .hover_markdown import HoverFacts, hover_markdown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..registry.entry import Entry
    from ..registry.session import Session
    from .documents import Document
    from .expressions import Chain

MAX_ROWS = 12

_LINES_OF_A_CHAIN = 20
"""Lines above a hover that are searched for the name an expression begins with."""


class _Lazy(Exception):
    """Only running code would tell what a step leads to; the message says whose."""


def hover_at(
    document: Document, position: tuple[int, int], session: Session, now: float
) -> dict[str, Any] | None:
    """Return the LSP `Hover` for a position; `now` is the registry's clock."""
    if not _may_name(document, position[0], session):
        return None
    chain = chain_at(document, position)
    root: Any = find(dict.items(session.namespace), chain.name) if chain else ABSENT
    if chain is None or root is ABSENT or _is_temporary(document, chain):
        return None
    root_entry = _entry_of(session, root)
    facts = HoverFacts(chain.text, session.id)
    try:
        obj = _follow(root, chain.steps)
    except _Lazy as lazy:
        facts.lazy_reason = str(lazy)
        facts.ref_id = root_entry.id if root_entry else None
    else:
        if obj is ABSENT:
            return None
        _fill(facts, obj, _entry_of(session, obj) or root_entry, now)
    return {"contents": {"kind": "markdown", "value": hover_markdown(facts)}, "range": chain.range}


def _may_name(document: Document, line: int, session: Session) -> bool:
    """Return whether a bound name stands near a line; where none does, the text need not be parsed."""
    nearby = "\n".join(document.lines[max(0, line - _LINES_OF_A_CHAIN) : line + 1])
    return any(type(name) is str and name in nearby for name in list(session.namespace))


def _is_temporary(document: Document, chain: Chain) -> bool:
    """Return whether the name is a variable of a comprehension or lambda, which the session's is not."""
    scopes = Scopes(Source(document.lines, document.tree.tree), chain.place)
    return scopes.is_temporary(chain.name)


def _entry_of(session: Session, obj: object) -> Entry | None:
    entry = session.by_object.get(id(obj))
    return entry if entry is not None and entry.obj is obj else None


def _follow(obj: Any, steps: list[tuple[str, Any]]) -> Any:
    """Return what the steps lead to, `ABSENT` if they lead nowhere."""
    for kind, value in steps:
        obj = _attribute(obj, value) if kind == "attr" else _item(obj, value)
        if obj is ABSENT:
            return ABSENT
    return obj


def _attribute(obj: object, name: str) -> Any:
    member = member_of(obj, name)
    if member is None:
        return ABSENT
    if member.lazy_reason is not None:
        raise _Lazy(member.lazy_reason)
    try:
        return member.value()
    except Exception as error:  # C code may refuse: a released buffer, a closed connection
        raise _Lazy(f"{type(error).__name__} while reading it") from None


def _item(obj: object, key: object) -> Any:
    storage = storage_of(obj)
    _, owner = lookup(type(obj), "__getitem__")
    if storage is None or owner is None or not is_native(owner):
        return ABSENT
    if storage.keyed:
        mapping, wire = dict_behind(obj), key_to_wire(key)
        return ABSENT if mapping is None or wire is ABSENT else find_entry(mapping, wire)
    if type(key) is not int:
        return ABSENT
    return item_at(obj, key if key >= 0 else key + storage.length(obj))


def _fill(facts: HoverFacts, obj: object, entry: Entry | None, now: float) -> None:
    facts.summary = summary = summarize(obj)
    is_definition = summary["kind"] in ("function", "class", "module")
    # What a list or a number is everybody knows.
    if is_definition or "." in summary["qualifiedType"]:
        facts.doc = doc_of(obj)
    if summary["hasChildren"] and not is_definition:
        found = Children([obj], lambda _: None).window(None, 0, MAX_ROWS)
        facts.rows = found["children"]
        facts.row_total = found["total"]
    if entry is not None:
        facts.ref_id = entry.id
        facts.lifetime = ref_lifetime(entry, now)
