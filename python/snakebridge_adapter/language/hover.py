"""What a hover shows: the live object that an expression names, found along data alone and described as looked at.

Null where the expression names nothing that the session binds: other tools have more to say about that.
"""

from __future__ import annotations

from ..inspection.children import Children
from ..inspection.classes import ABSENT
from ..inspection.describe import doc_of
from ..inspection.summary import summarize
from ..registry.listing import ref_lifetime
from .expressions import chain_at
from .hover_markdown import HoverFacts, hover_markdown
from .live import Lazy, LiveNames, follow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..registry.entry import Entry
    from ..registry.session import Session
    from .documents import Document

MAX_ROWS = 12

_LINES_OF_A_CHAIN = 20
"""Lines above a hover that are searched for the name an expression begins with."""


def hover_at(
    document: Document, position: tuple[int, int], session: Session, now: float
) -> dict[str, Any] | None:
    """Return the LSP `Hover` for a position; `now` is the registry's clock."""
    if not _may_name(document, position[0], session):
        return None
    names = LiveNames(document, session)
    chain = chain_at(document, position)
    root: Any = names.bound(chain.name) if chain else ABSENT
    if chain is None or root is ABSENT or names.is_temporary(chain.name, chain.place):
        return None
    root_entry = names.entry_of(root)
    facts = HoverFacts(chain.text, session.id)
    try:
        found = follow(root, chain.steps)
    except Lazy as lazy:
        facts.lazy_reason = str(lazy)
        facts.ref_id = root_entry.id if root_entry else None
    else:
        if found is None:
            return None
        _fill(facts, found.obj, names.entry_of(found.obj) or root_entry, now)
    return {"contents": {"kind": "markdown", "value": hover_markdown(facts)}, "range": chain.range}


def _may_name(document: Document, line: int, session: Session) -> bool:
    """Return whether a bound name stands near a line; where none does, the text need not be parsed."""
    nearby = "\n".join(document.lines[max(0, line - _LINES_OF_A_CHAIN) : line + 1])
    return any(type(name) is str and name in nearby for name in list(session.namespace))


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
