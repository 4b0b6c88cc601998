"""The tagged single values of the wire as source, in the words a language has for them."""

from __future__ import annotations

from .chains import PLACEHOLDER
from .refusal import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

ANYTHING = "..."
"""Name of a placeholder for arguments that nothing is known of."""


class Words:
    """How a language writes numbers that it has no plain text for, and arguments that are to be filled in."""

    __slots__ = ("anything", "long", "special", "whole")

    def __init__(
        self, special: Mapping[str, str], *, whole: str = "{}", long: str = "{}", anything: str
    ) -> None:
        self.special = special
        """Numbers that are not finite, by the wire's name."""
        self.whole = whole
        """A float without a fraction."""
        self.long = long
        """An integer longer than 53 bits."""
        self.anything = anything


def scalar_source(wire: dict[str, Any], words: Words) -> str:
    """Return the source of a tagged value that is no container.

    Raises:
        Refused: the language has none for it.
    """
    tag = wire["__type__"]
    if tag == PLACEHOLDER:
        return words.anything if wire["name"] == ANYTHING else wire["name"]
    if tag == "float":
        return words.whole.format(wire["value"])
    if tag == "int":
        return words.long.format(wire["value"])
    if tag == "special_float":
        return words.special[wire["value"]]
    raise Refused(f"one of its arguments ({tag}) has no text in this language")
