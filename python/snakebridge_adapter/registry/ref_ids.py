"""Ids of refs: UUIDs in hex that cost a counter, and what a client-made one must look like.

One random prefix per process keeps them unique across processes; a fresh UUID per ref would cost more than
storing it.
"""

from __future__ import annotations

from os import urandom

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

ID_LENGTH = 32
_HEX = "0123456789abcdef"


def ref_id_source(prefix: str | None = None) -> Callable[[], str]:
    """Return a function that gives a new id each time; `prefix` is 20 hex digits, random by default."""
    start = prefix or _random_prefix()
    count = 0

    def next_id() -> str:
        nonlocal count
        count += 1
        return f"{start}{count:012x}"

    return next_id


def is_ref_id(text: object) -> bool:
    """Return whether `text` is 32 lower-case hex digits."""
    return type(text) is str and len(text) == ID_LENGTH and not text.strip(_HEX)


def _random_prefix() -> str:
    digits = urandom(10).hex()
    variant = _HEX[8 | int(digits[16], 16) & 3]
    # The marks of a random UUID (version 4, RFC 4122 variant) stand at digits 12 and 16.
    return f"{digits[:12]}4{digits[13:16]}{variant}{digits[17:]}"
