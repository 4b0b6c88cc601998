"""A Python exception as the protocol's `PythonErrorData`: all of it, as text.

Nothing in the result holds a frame or an object of the user's. Never raises, whatever the exception's own
code does. Frames of the adapter itself are left out, in the list and in the printed text alike.
"""

from __future__ import annotations

from ..wire.static_type import qualified_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from traceback import FrameSummary, TracebackException
    from typing import Any

MAX_NESTING = 50
"""How far a chain of causes, or groups within groups, are told."""

MAX_FRAMES = 1000
"""Frames told of one exception, half from each end."""

MAX_TEXT = 1_000_000
"""Characters of one message or printed traceback."""

_ADAPTER_FOLDER = __file__[: -len("execution/python_error.py")]


def python_error_data(error: BaseException) -> dict[str, Any]:
    """Return what the client is told of `error`."""
    # Costs milliseconds to import, and most workers never see an exception.
    import traceback

    try:
        summary = traceback.TracebackException(type(error), error, error.__traceback__)
        _hide_adapter(summary)
        return _data(error, summary, 0)
    except BaseException:
        # The exception's own code failed where the library does not expect it.
        data = _bare(error)
        stack = _without_adapter(traceback.extract_tb(error.__traceback__))
        data["frames"] = _frames(stack)
        lines = traceback.format_list(stack) if stack else []
        header = "Traceback (most recent call last):\n" if stack else ""
        data["traceback"] = _cut(f"{header}{''.join(lines)}{data['traceback']}")
        return data


def message_of(error: BaseException) -> str:
    """Return `str(error)`, or why it cannot be had."""
    try:
        return _cut(str.__str__(str(error)))
    except BaseException as failure:
        return f"<no message: __str__ raised {qualified_name(type(failure))}>"


def _data(error: BaseException, summary: TracebackException, nesting: int) -> dict[str, Any]:
    data = _bare(error)
    data["frames"] = _frames(list(summary.stack))
    data["traceback"] = _printed(summary, chain=nesting == 0)
    if nesting < MAX_NESTING:
        cause, cause_summary = _cause(error, summary)
        if cause and cause_summary:
            data["cause"] = _data(cause, cause_summary, nesting + 1)
        data["exceptions"] = [
            _data(member, member_summary, nesting + 1)
            for member, member_summary in _members(error, summary)
        ]
    return data


def _bare(error: BaseException) -> dict[str, Any]:
    kind, message = qualified_name(type(error)), message_of(error)
    return {
        "pythonType": kind,
        "message": message,
        "frames": [],
        "traceback": f"{kind}: {message}\n",
        "notes": _notes(error),
        "cause": None,
        "exceptions": [],
    }


def _cause(
    error: BaseException, summary: TracebackException
) -> tuple[BaseException | None, TracebackException | None]:
    """Return what Python would print above `error`; the summary lacks what would make a loop."""
    if summary.__cause__ is not None:
        return error.__cause__, summary.__cause__
    if summary.__context__ is not None and not summary.__suppress_context__:
        return error.__context__, summary.__context__
    return None, None


def _members(
    error: BaseException, summary: TracebackException
) -> list[tuple[BaseException, TracebackException]]:
    summaries: Any = getattr(summary, "exceptions", None)
    members: Any = getattr(error, "exceptions", None) if summaries else None
    return list(zip(members, summaries)) if members else []


def _notes(error: BaseException) -> list[str]:
    try:
        notes: Any = getattr(error, "__notes__", None)
        kind: type = type(notes)
        return [note for note in notes if type(note) is str] if kind in (list, tuple) else []
    except BaseException:
        # A property of the user's class of that name may raise.
        return []


def _frames(stack: list[FrameSummary]) -> list[dict[str, Any]]:
    if len(stack) > MAX_FRAMES:
        half = MAX_FRAMES // 2
        stack = stack[:half] + stack[-half:]
    return [
        {
            "file": frame.filename,
            "line": frame.lineno or 0,
            "function": frame.name,
            "source": frame.line or None,
        }
        for frame in stack
    ]


def _printed(summary: TracebackException, *, chain: bool) -> str:
    try:
        return _cut("".join(summary.format(chain=chain)))
    except RecursionError:
        # Python 3.9 formats causes recursively; a very long chain is told without them.
        return _cut("".join(summary.format(chain=False)))


def _hide_adapter(summary: TracebackException) -> None:
    """Take the adapter's own frames out of a summary and all it leads to."""
    waiting: list[Any] = [summary]
    while waiting:
        found = waiting.pop()
        found.stack[:] = _without_adapter(found.stack)
        linked = [found.__cause__, found.__context__, *(getattr(found, "exceptions", None) or ())]
        waiting += [link for link in linked if link is not None]


def _without_adapter(stack: list[FrameSummary]) -> list[FrameSummary]:
    return [frame for frame in stack if not frame.filename.startswith(_ADAPTER_FOLDER)]


def _cut(text: str) -> str:
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"
