"""What `name?` tells: signature, documentation, type and place of an object, or with `??` its source."""

from __future__ import annotations

import inspect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

MAX_TEXT = 2_000


def explain(name: str, namespace: Mapping[str, Any], *, with_source: bool) -> str:
    """Return what is known of the object that `name` stands for."""
    if name.startswith("%"):
        return _explain_magic(name.lstrip("%"))
    try:
        value: Any = eval(name, dict(namespace))  # noqa: S307 - the user's own expression
    except Exception:
        return f"Object `{name}` not found."
    source = _told(lambda: inspect.getsource(value)) if with_source else None
    parts = {
        "Signature": _told(lambda: f"{name}{inspect.signature(value)}"),
        "Type": type(value).__name__,
        "Text": None if callable(value) else _told(lambda: repr(value)[:MAX_TEXT]),
        "File": _told(lambda: inspect.getsourcefile(value)),
        "Source": None if source is None else f"\n{source}",
        "Documentation": None if source is not None else _documentation(value),
    }
    return "\n".join(f"{title}: {text}" for title, text in parts.items() if text)


def _documentation(value: object) -> str | None:
    text = _told(lambda: inspect.getdoc(value))
    return None if text is None else f"\n{text}"


def _told(ask: Callable[[], str | None]) -> str | None:
    """Return what `ask` gives; None for what an object of this kind does not have."""
    try:
        return ask()
    except Exception:
        return None


def _explain_magic(name: str) -> str:
    from .magics import CELL_MAGICS, LINE_MAGICS

    found = [table[name].__doc__ for table in (LINE_MAGICS, CELL_MAGICS) if name in table]
    return "\n".join(filter(None, found)) or f"There is no magic %{name} in SnakeBridge."
