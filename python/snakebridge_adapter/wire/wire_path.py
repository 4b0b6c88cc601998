"""Where in a value something is, close to how Python would say it: `$[0]["name"]`.

Elements of tuples and sets count like those of lists. A key that cannot be written shortly is told
by its place among the pairs: `<key 3>`, and what it leads to `<value 3>`.
"""

from __future__ import annotations

from _json import encode_basestring

ROOT = "$"

_MAX_KEY = 60
_MAX_INT_KEY = 2**63


def element(position: int) -> str:
    """Return the step to an element."""
    return f"[{position}]"


def member(key: str) -> str:
    """Return the step to what a string key leads to."""
    return f"[{encode_basestring(key if len(key) <= _MAX_KEY else key[:_MAX_KEY] + '…')}]"


def pair_key(position: int) -> str:
    """Return the step to the key of a pair."""
    return f"<key {position}>"


def pair_value(position: int, key: object) -> str:
    """Return the step to the value of a pair; `key` in either form."""
    if type(key) is str:
        return member(key)
    if type(key) is int and abs(key) < _MAX_INT_KEY:
        return f"[{key}]"
    return f"<value {position}>"
