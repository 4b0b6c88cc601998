"""The Markdown of a hover.

Everything that came out of a running program is escaped, so that nothing of it can become markup or a link; the only
links are commands of ours that do no harm.
"""

from __future__ import annotations

from ..wire.json_text import to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

MAX_DOC = 600
"""Longest beginning of a docstring, in characters."""

_MAX_VALUE = 80
_MIN_FENCE = 3
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_ESCAPES = {ord(char): f"\\{char}" for char in _PUNCTUATION}
_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))


class HoverFacts:
    """What is known of the expression under the pointer."""

    __slots__ = (
        "doc",
        "expression",
        "lazy_reason",
        "lifetime",
        "ref_id",
        "row_total",
        "rows",
        "session_id",
        "summary",
    )

    def __init__(self, expression: str, session_id: str) -> None:
        self.expression = expression
        self.session_id = session_id
        self.summary: dict[str, Any] | None = None
        self.lazy_reason: str | None = None
        """Why there is no summary."""
        self.doc: str | None = None
        self.rows: Sequence[dict[str, Any]] = ()
        self.row_total = 0
        self.ref_id: str | None = None
        """The ref it is, or is a part of."""
        self.lifetime: dict[str, Any] | None = None


def hover_markdown(facts: HoverFacts) -> str:
    """Return the text of a hover."""
    parts = [_heading(facts)]
    if facts.summary is not None:
        parts.append(fenced(_preview(facts.summary, None), "python"))
    if facts.rows:
        parts.append(_table(facts))
    if facts.doc:
        parts.append(escaped(_first_paragraph(facts.doc)))
    footer = [_lifetime(facts.lifetime)] if facts.lifetime else []
    if facts.ref_id is not None:
        footer += _links(facts.session_id, facts.ref_id)
    if footer:
        parts.append(" · ".join(footer))
    return "\n\n".join(parts)


def escaped(text: str) -> str:
    """Return text as Markdown that shows it as it is, on one line."""
    shown = "".join([char if char.isprintable() else "\ufffd" for char in " ".join(text.split())])
    return shown.translate(_ESCAPES)


def fenced(text: str, language: str) -> str:
    """Return text as a code block that nothing in it can end."""
    longest = run = 0
    for char in text:
        run = run + 1 if char == "`" else 0
        longest = max(longest, run)
    fence = "`" * max(_MIN_FENCE, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _heading(facts: HoverFacts) -> str:
    name = f"**{escaped(facts.expression)}**"
    summary = facts.summary
    if summary is None:
        return f"{name} — {escaped(facts.lazy_reason or '')}. Looking runs no code: evaluate it in the inspector."
    facts_shown = [escaped(summary["qualifiedType"])]
    if summary["shape"] is not None:
        facts_shown.append(escaped(" × ".join(str(size) for size in summary["shape"])))
    elif summary["length"] is not None:
        facts_shown.append(f"{summary['length']:,} {'item' if summary['length'] == 1 else 'items'}")
    if summary["dtype"] is not None:
        facts_shown.append(escaped(summary["dtype"]))
    return f"{name} — {', '.join(facts_shown)}"


def _preview(summary: dict[str, Any], limit: int | None) -> str:
    text = "".join(part["text"] for part in summary["preview"])
    return text if limit is None or len(text) <= limit else text[: limit - 1] + "…"


def _table(facts: HoverFacts) -> str:
    first = "Item" if facts.rows[0]["part"] == "items" else "Attribute"
    lines = [f"| {first} | Value |", "|:--|:--|"]
    for row in facts.rows:
        summary = row["summary"]
        value = (
            _preview(summary, _MAX_VALUE) if summary else row["lazyReason"] or row["error"] or ""
        )
        lines.append(f"| {escaped(row['name'])} | {escaped(value)} |")
    more = facts.row_total - len(facts.rows)
    if more > 0:
        lines.append(f"| … | {more:,} more |")
    return "\n".join(lines)


def _first_paragraph(doc: str) -> str:
    paragraph = doc.strip().partition("\n\n")[0]
    return paragraph if len(paragraph) <= MAX_DOC else paragraph[: MAX_DOC - 1] + "…"


def _lifetime(lifetime: dict[str, Any]) -> str:
    if lifetime["pinned"]:
        return "kept until released"
    remaining = lifetime["remainingSeconds"]
    return (
        "never expires" if remaining is None else f"expires in {_duration(remaining)} unless used"
    )


def _duration(seconds: float) -> str:
    for size, unit in _UNITS:
        if seconds >= size:
            return f"{int(seconds // size)} {unit}"
    return "less than a second"


def _links(session_id: str, ref_id: str) -> list[str]:
    address = _percent_encoded(to_json([{"sessionId": session_id, "refId": ref_id}]))
    commands = (("Reveal", "snakebridge.revealRef"), ("Release", "snakebridge.releaseRef"))
    return [f"[{title}](command:{command}?{address})" for title, command in commands]


def _percent_encoded(text: str) -> str:
    return "".join(
        chr(byte) if chr(byte).isalnum() and byte < 128 else f"%{byte:02X}"
        for byte in text.encode()
    )
