"""Completion items as LSP has them: plain text all of it, whatever the values say."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MOST_ITEMS = 1_000
MAX_DETAIL = 120
"""Longest detail, in characters."""

LIVE = "live"
"""What tells these items from those of other tools."""

_SAY_THEMSELVES = frozenset(("function", "class", "module", "none"))
_METHOD, _FUNCTION, _FIELD, _VARIABLE, _CLASS, _MODULE, _PROPERTY = 2, 3, 5, 6, 7, 9, 10


def item_of(
    label: str,
    summary: dict[str, Any] | None,
    *,
    reason: str | None = None,
    is_member: bool = False,
    sort_text: str | None = None,
    data: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Return an item for what `summary` tells of; without one, `reason` says why nothing is known."""
    item: dict[str, Any] = {
        "label": label,
        "kind": _PROPERTY if summary is None else _kind_of(summary["kind"], is_member=is_member),
        "labelDetails": {"description": _mark(summary)},
        "detail": one_line(f"{LIVE}: {reason or 'empty'}", MAX_DETAIL)
        if summary is None
        else _detail_of(summary),
    }
    if sort_text is not None:
        item["sortText"] = sort_text
    if data is not None:
        item["data"] = data
    return item


def completion_list(items: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a `CompletionList` of the first of `items`; it says so where there are more."""
    return {"isIncomplete": len(items) > MOST_ITEMS, "items": items[:MOST_ITEMS]}


def _mark(summary: dict[str, Any] | None) -> str:
    # What a function or class is of, its icon says.
    if summary is None or summary["kind"] in _SAY_THEMSELVES:
        return LIVE
    return f"{LIVE} {summary['typeName']}"


def _kind_of(kind: str, *, is_member: bool) -> int:
    if kind == "function":
        return _METHOD if is_member else _FUNCTION
    if kind == "class":
        return _CLASS
    if kind == "module":
        return _MODULE
    return _FIELD if is_member else _VARIABLE


def _detail_of(summary: dict[str, Any]) -> str:
    return one_line(f"{LIVE}: {told_by(summary)}", MAX_DETAIL)


def told_by(summary: dict[str, Any]) -> str:
    """Return type and preview; what it is, the preview often says itself: `Model(…)`, `class Model`, `None`."""
    preview = "".join([part["text"] for part in summary["preview"]])
    name = summary["typeName"]
    says_itself = preview.startswith(name) or summary["kind"] in _SAY_THEMSELVES
    return preview if says_itself else f"{name} {preview}"


def one_line(text: str, limit: int) -> str:
    """Return text that fits on one line, as it can be shown."""
    shown = " ".join(text[: 4 * limit].split())
    shown = "".join([char if char.isprintable() else "\ufffd" for char in shown])
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"
