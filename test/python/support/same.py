"""Whether two values are the same: equal and of the same type, at every depth."""

from __future__ import annotations

import datetime
import decimal
import math
from typing import Any


def same(left: Any, right: Any) -> bool:
    """Compare strictly: 1, 1.0 and True differ, so do 0.0 and -0.0; NaN is like NaN."""
    if type(left) is not type(right):
        return False
    compare = COMPARISONS.get(type(left))
    return compare(left, right) if compare else bool(left == right)


def same_float(left: float, right: float) -> bool:
    if math.isnan(left) or math.isnan(right):
        return math.isnan(left) and math.isnan(right)
    return left == right and math.copysign(1, left) == math.copysign(1, right)


def same_items(left: Any, right: Any) -> bool:
    return len(left) == len(right) and all(map(same, left, right))


def same_members(left: Any, right: Any) -> bool:
    # Equality alone would hide 1.0 behind 1.
    twins = {member: member for member in right}
    return left == right and all(same(member, twins[member]) for member in left)


def same_moment(left: Any, right: Any) -> bool:
    return left.isoformat() == right.isoformat() and left.fold == right.fold


COMPARISONS: dict[type, Any] = {
    float: same_float,
    complex: lambda left, right: same_items((left.real, left.imag), (right.real, right.imag)),
    decimal.Decimal: lambda left, right: left.as_tuple() == right.as_tuple(),
    list: same_items,
    tuple: same_items,
    dict: lambda left, right: same_items(list(left.items()), list(right.items())),
    set: same_members,
    frozenset: same_members,
    datetime.datetime: same_moment,
    datetime.time: same_moment,
}
