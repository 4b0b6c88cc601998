"""Refs as they come in: what they must have, and what is wrong with those that lack it."""

from __future__ import annotations

from .errors import InvalidRef

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

REF_TAGS = frozenset(("ref", "stream_ref"))


def ref_address(wire: object) -> tuple[str, str]:
    """Return session id and ref id of a ref that stands where one is required.

    Raises:
        InvalidRef: the payload is malformed.
    """
    if type(wire) is not dict:
        raise InvalidRef("invalid_format")
    if "__type__" not in wire:
        raise InvalidRef("missing_type")
    if wire["__type__"] not in ("ref", "stream_ref"):
        raise InvalidRef("invalid_format")
    return tagged_ref_address(wire)


def tagged_ref_address(wire: Mapping[str, object]) -> tuple[str, str]:
    """Return session id and ref id of a payload that is tagged as a ref.

    Raises:
        InvalidRef: the payload is malformed.
    """
    if "id" not in wire:
        raise InvalidRef("missing_id")
    ref_id, session_id = wire["id"], wire.get("session_id")
    if type(ref_id) is not str or not ref_id or type(session_id) is not str or not session_id:
        raise InvalidRef("invalid_format")
    return session_id, ref_id
