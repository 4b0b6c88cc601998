"""Runs inside the worker: objects of which one member does what no member should, and counts being run."""

from __future__ import annotations

import threading
import time
from typing import Any

FAULTS = (
    "raises",
    "hangs",
    "SystemExit",
    "wrong type",
    "1 GB result",
    "mutates while paging",
    "holds a lock",
)
DUNDERS = """
    __repr__ __str__ __bytes__ __format__ __eq__ __lt__ __hash__ __bool__ __len__ __length_hint__ __getitem__
    __iter__ __next__ __reversed__ __contains__ __call__ __int__ __float__ __index__ __sizeof__ __reduce_ex__
    __getattribute__ __enter__ __missing__ __fspath__
""".split()
MEMBERS = (*DUNDERS, "property", "__getattr__", "__dir__", "__class__")

COUNTS: dict[str, int] = {}
"""How often each member was run, by fault and member."""
RESTLESS: list[dict[str, Any]] = []
"""Attributes that change all the time."""
LOCK = threading.Lock()
LOCK.acquire()


def faulty(fault: str, member: str) -> Any:
    """Return an object whose `member` has `fault`."""
    key = f"{fault} {member}"

    def misbehave(*_: Any, **__: Any) -> Any:
        COUNTS[key] = COUNTS.get(key, 0) + 1
        if fault == "raises":
            raise ValueError(key)
        if fault == "SystemExit":
            raise SystemExit(3)
        if fault == "holds a lock":
            LOCK.acquire()
        while fault == "hangs":
            time.sleep(0.01)
        if fault == "1 GB result":
            return bytes(2**30)
        return object()

    lazy = property(misbehave)
    name = "lazy" if member == "property" else member
    value = lazy if member in ("property", "__class__") else misbehave
    obj = type("Faulty", (), {name: value})()
    attributes = object.__getattribute__(obj, "__dict__")
    attributes.update(inside=[1, 2], key=key)
    if fault == "mutates while paging":
        RESTLESS.append(attributes)
    return obj


def be_restless() -> None:
    """Change what is restless for ever."""
    number = 0
    while True:
        number += 1
        for attributes in RESTLESS:
            attributes[f"more{number}"] = number
            attributes.pop(f"more{number - 3}", None)
        time.sleep(0.001)


def faulty_objects(fault: str) -> list[Any]:
    """Return one for each member, by the name `f<position>` in the namespace of the session that asks."""
    objects = [faulty(fault, member) for member in MEMBERS]
    if fault == "mutates while paging":
        threading.Thread(target=be_restless, daemon=True).start()
    return objects
