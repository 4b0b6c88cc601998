"""Types of live objects behind the names that were bound to them, in the text as it is now.

A hint stands only where it is sure that this very statement made the object the session holds.
"""

from __future__ import annotations

from ..inspection.summary import summarize
from .completion_items import one_line
from .live import LiveNames
from .text_bindings import maker_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..registry.session import Session
    from .documents import Document

MOST_HINTS = 1_000
_MAX_VALUE = 32
"""Longest value in a hint, in characters."""

_SHOWN_WHOLE = frozenset(("boolean", "number", "string"))
_TYPE_HINT = 1
_WORTHLESS = frozenset(("function", "class", "module"))
"""What the text says itself."""


def hints_in(
    document: Document, span: tuple[tuple[int, int], tuple[int, int]], session: Session, uri: str
) -> list[dict[str, Any]]:
    """Return the LSP `InlayHint`s between two positions."""
    if document.is_large:
        return []
    start, end = (document.place_of(position) for position in span)
    names = LiveNames(document, session)
    source = document.source()
    hints: list[dict[str, Any]] = []
    for name, obj in names.all_bound().items():
        places = document.bindings.get(name)
        made = maker_of(name, places, names, uri) if places else None
        if made is None or not start <= made.span[1] <= end or len(hints) >= MOST_HINTS:
            continue
        summary = summarize(obj)
        if summary["kind"] in _WORTHLESS:
            continue
        hints.append(
            {
                "position": source.range_of((made.span[1], made.span[1]))["start"],
                "label": label_of(summary),
                "kind": _TYPE_HINT,
                "paddingLeft": True,
                "tooltip": f"{name} is bound in the session {session.label or session.id}",
            }
        )
    return hints


def label_of(summary: dict[str, Any]) -> str:
    """Return type and size, or type and value of what is small: `DataFrame 3 × 2`, `int 5`."""
    if summary["kind"] == "none":
        return "None"
    parts = [summary["typeName"]]
    if summary["shape"] is not None:
        parts.append(" × ".join(str(size) for size in summary["shape"]))
    elif summary["kind"] in _SHOWN_WHOLE:
        parts.append(_value(summary))
    elif summary["length"] is not None:
        parts.append(f"({summary['length']:,})")
    if summary["dtype"] is not None:
        parts.append(summary["dtype"])
    return one_line(" ".join(parts), 2 * _MAX_VALUE)


def _value(summary: dict[str, Any]) -> str:
    return one_line("".join([part["text"] for part in summary["preview"]]), _MAX_VALUE)
