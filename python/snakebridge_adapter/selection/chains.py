"""Chains of calls and attributes: `re.compile("x").match("1")` as the steps that requests can take.

A chain is steps only if every result between its ends is surely an object that stays in Python; what may be plain data
has no methods to ask for, and the chain is run as it stands.
"""

from __future__ import annotations

import ast
import sys

from ..inspection.classes import ABSENT, own
from ..inspection.fields import stored
from ..wire.static_type import qualified_name
from ..wire.type_facts import type_facts
from .literals import arguments_of
from .reasons import NotACall, describe_node, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .names import Names, Root

_RESULTS = {
    ("re", "compile"): "re.Pattern",
    ("re.Pattern", "match"): "re.Match",
    ("re.Pattern", "search"): "re.Match",
    ("re.Pattern", "fullmatch"): "re.Match",
    ("re", "match"): "re.Match",
    ("re", "search"): "re.Match",
    ("re", "fullmatch"): "re.Match",
    ("builtins", "open"): "_io.TextIOWrapper",
    ("logging", "getLogger"): "logging.Logger",
}
"""What well-known functions and methods return: always an object, never plain data."""


def steps_of(node: ast.expr, names: Names) -> list[dict[str, Any]]:
    """Return the steps that an expression stands for, at least one.

    Raises:
        NotACall: it says more than calls can.
    """
    root_name, links = _links(node)
    root = names.root_of(root_name)
    return _Chain(root, links, names).steps()


def _links(node: ast.expr) -> tuple[str, list[Any]]:
    """Return the name a chain begins with, and its attributes and calls from left to right."""
    links: list[Any] = []
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Attribute):
            links.append(node)
            node = node.value
        elif isinstance(node, ast.Call):
            links.append(node)
            node = node.func
        else:
            raise NotACall(f"{describe_node(node)} is more than calls and attributes")
    links.reverse()
    return node.id, links


class _Chain:
    """One chain on its way to steps."""

    def __init__(self, root: Root, links: list[Any], names: Names) -> None:
        self._root = root
        self._links = links
        self._names = names
        self._steps: list[dict[str, Any]] = []
        self._result: str | None = (
            root.ref and f"{root.ref['python_module']}.{root.ref['type_name']}"
        )
        """The type of what the last step gives, if it is known."""

    def steps(self) -> list[dict[str, Any]]:
        position = 0
        if self._root.ref is None:
            position = self._module_step()
        while position < len(self._links):
            position = self._object_step(position)
        if not self._steps:
            raise NotACall("a name alone is no call")
        return self._steps

    def _module_step(self) -> int:
        """Take the step that leaves the module: its attributes up to the first call; return what comes next."""
        position = 0
        path = list(self._root.path)
        while position < len(self._links) and isinstance(self._links[position], ast.Attribute):
            path.append(self._links[position].attr)
            position += 1
        module, path = self._split(path)
        if not path:
            raise NotACall("a module alone is no call")
        name = ".".join(path)
        if position == len(self._links):
            self._steps.append({"kind": "get", "module": module, "attr": name})
            return position
        args, kwargs = arguments_of(self._links[position], self._names.value_of)
        self._steps.append(
            {"kind": "call", "module": module, "function": name, "args": args, "kwargs": kwargs}
        )
        self._result = _RESULTS.get((module, name)) or _class_called(module, path)
        return position + 1

    def _split(self, path: list[str]) -> tuple[str, list[str]]:
        """Move what the file imports as submodules from the path to the module."""
        module, longest = self._root.module, 0
        for count in range(1, len(path) + 1):
            if ".".join([self._root.module, *path[:count]]) in self._root.modules:
                longest = count
        return ".".join([module, *path[:longest]]), path[longest:]

    def _object_step(self, position: int) -> int:
        link = self._links[position]
        if not isinstance(link, ast.Attribute):
            raise NotACall(f"what {quoted(link.func)} gives is called itself")
        if self._steps:
            self._need_object(self._links[position - 1])
        following = self._links[position + 1] if position + 1 < len(self._links) else None
        step: dict[str, Any] = {"kind": "attr", "receiver": self._receiver(), "name": link.attr}
        if isinstance(following, ast.Call):
            args, kwargs = arguments_of(following, self._names.value_of)
            step.update(kind="method", args=args, kwargs=kwargs)
        self._steps.append(step)
        self._result = _RESULTS.get((self._result or "", link.attr)) if "args" in step else None
        return position + (2 if "args" in step else 1)

    def _receiver(self) -> dict[str, Any]:
        if self._steps:
            return {"kind": "previous"}
        return {"kind": "name", "name": self._root.name, "ref": self._root.ref}

    def _need_object(self, link: ast.expr) -> None:
        if self._result is None:
            raise NotACall(
                f"what {quoted(link)} gives may be plain data, which has no methods to ask for"
            )


def _class_called(module: str, path: list[str]) -> str | None:
    """Return the class that a call names, if it is loaded and its instances stay in Python."""
    found: Any = sys.modules.get(module, ABSENT)
    for name in path:
        found = own(found, name) if issubclass(type(found), type) else stored(found, name)
    if type(found) is not type:
        return None
    facts = type_facts(found)
    return None if facts.encoder or facts.is_enum else qualified_name(found)
