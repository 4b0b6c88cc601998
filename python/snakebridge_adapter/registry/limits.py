"""How long a ref may rest and how many a session may hold, and who said so.

The strongest source that speaks wins: the session's own option, the editor's setting, the environment,
the default. A value of 0 means no limit. Knows no session: it only decides numbers.
"""

from __future__ import annotations

from math import inf
from sys import float_info

from ..errors import InvalidParams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

TTL_VARIABLE = "SNAKEBRIDGE_REF_TTL_SECONDS"
MAX_REFS_VARIABLE = "SNAKEBRIDGE_REF_MAX"

SOURCES = ("session", "setting", "environment", "default")
"""Who can set a limit, strongest first."""


class Limit:
    """One limit: `value` as shown (0: none), `source`, and `bound` to compare with."""

    __slots__ = ("bound", "source", "value")

    def __init__(self, value: float, source: str) -> None:
        self.value = value
        self.source = source
        self.bound: float = value or inf

    def as_json(self) -> dict[str, object]:
        """Return the protocol's `EffectiveLimit`."""
        return {"value": self.value, "source": self.source}


class Limits:
    """The two limits of a session, or the defaults for sessions that set none."""

    __slots__ = ("max_refs", "ttl")

    def __init__(self, ttl: Limit | None = None, max_refs: Limit | None = None) -> None:
        self.ttl = ttl or Limit(3600, "default")
        self.max_refs = max_refs or Limit(10_000, "default")

    def override(
        self, source: str, ttl_seconds: float | None = None, max_refs: int | None = None
    ) -> Limits:
        """Return these limits with those that `source` sets, unless a stronger source did.

        Raises:
            InvalidParams: a value is negative, not finite or no number.
        """
        return Limits(
            _stronger(self.ttl, source, check_ttl, ttl_seconds),
            _stronger(self.max_refs, source, check_max_refs, max_refs),
        )

    def rebased(self, defaults: Limits) -> Limits:
        """Return these limits where the session itself set them, `defaults` elsewhere."""
        return Limits(
            self.ttl if self.ttl.source == "session" else defaults.ttl,
            self.max_refs if self.max_refs.source == "session" else defaults.max_refs,
        )


def check_ttl(value: Any) -> float:
    """Return `value` as seconds, or raise InvalidParams."""
    if type(value) in (int, float) and 0 <= value <= float_info.max:
        return value
    raise InvalidParams("ttlSeconds must be a number of seconds, 0 for no limit")


def check_max_refs(value: Any) -> int:
    """Return `value` as a count, or raise InvalidParams."""
    if type(value) is float and value.is_integer():
        value = int(value)
    if type(value) is int and value >= 0:
        return value
    raise InvalidParams("maxRefs must be a whole number, 0 for no limit")


def limits_from_environment(
    environ: Mapping[str, str], warn: Callable[[str], None] | None = None
) -> Limits:
    """Return the defaults with what the environment sets; what it says badly is told to `warn`."""
    values: dict[str, Any] = {}
    for variable, check in ((TTL_VARIABLE, check_ttl), (MAX_REFS_VARIABLE, check_max_refs)):
        text = environ.get(variable, "").strip()
        try:
            values[variable] = check(float(text)) if text else None
        except ValueError:
            if warn:
                warn(f"{variable}={text!r} is no usable number; ignored")
    return Limits().override("environment", values.get(TTL_VARIABLE), values.get(MAX_REFS_VARIABLE))


def _stronger(
    present: Limit, source: str, check: Callable[[object], float], value: float | None
) -> Limit:
    if value is None or SOURCES.index(source) > SOURCES.index(present.source):
        return present
    return Limit(check(value), source)
