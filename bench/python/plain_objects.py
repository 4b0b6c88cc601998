"""What the plain loops share: call, method, attribute, next, release on objects kept in a dictionary."""

from __future__ import annotations

import base64
import importlib
import itertools
import json

OBJECTS: dict[str, object] = {}


def call(params: dict) -> object:
    function = importlib.import_module(params["module"])
    for name in params["function"].split("."):
        function = getattr(function, name)
    return function(*params["args"])


METHODS = {
    "call": call,
    "method": lambda p: getattr(OBJECTS[p["ref"]], p["name"])(*p["args"]),
    "attr": lambda p: getattr(OBJECTS[p["ref"]], p["name"]),
    "next": lambda p: next(OBJECTS[p["ref"]], None),
    "release": lambda p: OBJECTS.pop(p["ref"], None) is not None,
}

IDS = itertools.count()


def keep(value: object) -> dict[str, str]:
    """What JSON cannot say: bytes as text, everything else by id."""
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    ref = str(next(IDS))
    OBJECTS[ref] = value
    return {"ref": ref, "type": type(value).__name__}


def answer(method: str, params: dict) -> object:
    return METHODS[method](params)


def to_json(value: object) -> str:
    return json.dumps(value, default=keep)
