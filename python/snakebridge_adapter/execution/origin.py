"""Where a result comes from, as the client tells it: shown to people, so only what the protocol names is kept."""

from __future__ import annotations

from ..language.positions import read_range
from ..worker.parameters import object_of, optional_text_of, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

MAX_EXPRESSION = 1000
"""Characters of the source text that are kept."""


def origin_of(params: Mapping[str, Any]) -> dict[str, object] | None:
    """Read the origin of a request.

    Raises:
        InvalidParams: it is malformed.
    """
    if params.get("origin") is None:
        return None
    told = object_of(params, "origin")
    origin: dict[str, object] = {"expression": text_of(told, "expression")[:MAX_EXPRESSION]}
    uri = optional_text_of(told, "uri")
    if uri is not None:
        origin["uri"] = uri
    if told.get("range") is not None:
        start, end = read_range(told["range"])
        origin["range"] = {"start": _position(*start), "end": _position(*end)}
    return origin


def _position(line: int, character: int) -> dict[str, int]:
    return {"line": line, "character": character}
