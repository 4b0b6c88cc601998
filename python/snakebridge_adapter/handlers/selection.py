"""Reading selections. Nothing is run, nothing is sent, no session is made."""

from __future__ import annotations

from ..language.positions import read_range
from ..worker.parameters import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..worker.context import Context


def parse_selection(context: Context, params: dict[str, Any]) -> dict[str, Any]:
    """Say what a selection stands for: a chain of requests, source to run, or what is wrong with it."""
    from ..selection.parse import parse_selection as parse

    session = context.registry.find(text_of(params, "session"))
    start, end = read_range(params.get("range"))
    return parse(session, text_of(params, "text"), start, end)
