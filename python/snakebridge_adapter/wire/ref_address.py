"""Refs as they come in: what they must have, and what is wrong with those that lack it."""

from __future__ import annotations

from ..errors import InvalidRef

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

REF_TAGS = frozenset(("ref", "stream_ref"))


def ref_address(wire: Any) -> tuple[str, str]:
    """Return session id and ref id of a ref that stands where one is required.

    Raises:
        InvalidRef: the payload is malformed.
    """
    if type(wire) is not dict:
        raise InvalidRef("invalid_format")
    if "id" not in wire:
        raise InvalidRef("missing_id")
    tag: object = wire.get("__type__", ...)
    if tag is ...:
        raise InvalidRef("missing_type")
    ref_id: object = wire["id"]
    session_id: object = wire.get("session_id")
    if type(tag) is str and type(ref_id) is str and type(session_id) is str and tag in REF_TAGS:
        return session_id, ref_id
    raise InvalidRef("invalid_format")
