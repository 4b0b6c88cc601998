"""What an expression names among the live objects: what the session binds, else what a loaded module holds.

Followed along data alone. Nothing is imported: a module that the file imports is known once something has loaded it.
"""

from __future__ import annotations

import re
import sys
from types import ModuleType

from ..inspection.classes import ABSENT, find, is_native, lookup
from ..inspection.fields import stored
from ..inspection.keys import find_entry, key_to_wire
from ..inspection.members import member_of
from ..inspection.storage import dict_behind, item_at, storage_of
from ..registry.session import is_binding
from ..selection.scopes import Scopes
from .expressions import steps_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..inspection.members import Member
    from ..registry.entry import Entry
    from ..registry.session import Session
    from ..selection.source import Place
    from .before_caret import BeforeCaret
    from .documents import Document
    from .recovery import LenientTree

    Step = tuple[str, Any]


class Lazy(Exception):
    """Only running code would tell what a step leads to; the message says whose."""


class Found:
    """What an expression leads to. `member`: the attribute that its last step was, if it was one, of `owner`."""

    __slots__ = ("member", "obj", "owner", "root")

    def __init__(self, root: Any) -> None:
        self.root = root
        self.obj = root
        self.owner: Any = ABSENT
        self.member: Member | None = None

    @property
    def is_bound(self) -> bool:
        """Whether it is a function of a class, reached through an instance."""
        member = self.member
        return (
            member is not None
            and member.home is not None
            and not issubclass(type(self.owner), type)
        )


class LiveNames:
    """The names of one document: its session's, and the modules it imports."""

    def __init__(self, document: Document, session: Session) -> None:
        self.session = session
        self._document = document
        self._outline: LenientTree | None = None

    def bound(self, name: str) -> Any:
        """Return what the session binds the name to, or `ABSENT`."""
        return find(dict.items(self.session.namespace), name)

    def is_temporary(self, name: str, place: Place) -> bool:
        """Return whether the name is a variable of a comprehension or lambda, which the session's is not."""
        line = place[0]
        if line not in self._tree().left_out:
            return self._scopes(place).is_temporary(name)
        text = self._document.lines[line] if line < len(self._document.lines) else ""
        targets = rf"\b(?:for\b(?:(?!\bin\b)[^:])*|lambda\b[^:]*)\b{re.escape(name)}\b"
        return re.search(targets, text) is not None

    def all_bound(self) -> dict[str, Any]:
        """Return what a person bound, by name."""
        return {
            name: value
            for name, value in list(dict.items(self.session.namespace))
            if type(name) is str and is_binding(name)
        }

    def known(self, name: str, place: Place) -> Any:
        """Return what a name means at a place: in the session, else as the file imports it, or `ABSENT`."""
        if self.is_temporary(name, place):
            return ABSENT
        obj = self.bound(name)
        return obj if obj is not ABSENT else _imported(name, self._scopes(place))

    def named(self, text: str, place: Place) -> Found | None:
        """Return what an expression that stands at a place leads to, None if looking does not tell."""
        chain = steps_in(text)
        root: Any = self.known(chain[0], place) if chain else ABSENT
        if chain is None or root is ABSENT:
            return None
        try:
            return follow(root, chain[1])
        except Lazy:
            return None

    def before(self, caret: BeforeCaret, end: int, place: Place) -> tuple[Found, str] | None:
        """Return what the expression that ends at the index `end` leads to, with its text."""
        start = caret.primary_start(end)
        text = "" if start is None else caret.text[start:end]
        found = self.named(text, place) if text else None
        return None if found is None else (found, text)

    def entry_of(self, obj: object) -> Entry | None:
        """Return the ref that holds `obj`, if one does."""
        entry = self.session.by_object.get(id(obj))
        return entry if entry is not None and entry.obj is obj else None

    def _scopes(self, place: Place) -> Scopes:
        return Scopes(self._document.source(self._tree()), place)

    def _tree(self) -> LenientTree:
        if self._outline is None:
            self._outline = self._document.outline
        return self._outline


def follow(root: Any, steps: list[Step]) -> Found | None:
    """Return what the steps lead to, None if they lead nowhere.

    Raises:
        Lazy: a step asks for what only code can tell.
    """
    found = Found(root)
    for kind, value in steps:
        found.owner = found.obj
        found.member = member_of(found.owner, value) if kind == "attr" else None
        if kind != "attr":
            found.obj = _item(found.owner, value)
        elif found.member is None:
            found.obj = _submodule(found.owner, value)
        else:
            found.obj = _value(found.member)
        if found.obj is ABSENT:
            return None
    return found


def keyed_dict(obj: object) -> dict[Any, Any] | None:
    """Return the dict that a subscript of `obj` looks into; None if it looks elsewhere, or runs code."""
    storage = storage_of(obj)
    _, owner = lookup(type(obj), "__getitem__")
    if storage is None or not storage.keyed or owner is None or not is_native(owner):
        return None
    return dict_behind(obj)


def _value(member: Member) -> Any:
    if member.lazy_reason is not None:
        raise Lazy(member.lazy_reason)
    try:
        return member.value()
    except Exception as error:  # C code may refuse: a released buffer, a closed connection
        raise Lazy(f"{type(error).__name__} while reading it") from None


def _item(obj: object, key: object) -> Any:
    storage = storage_of(obj)
    _, owner = lookup(type(obj), "__getitem__")
    if storage is None or owner is None or not is_native(owner):
        return ABSENT
    if storage.keyed:
        mapping, wire = dict_behind(obj), key_to_wire(key)
        return ABSENT if mapping is None or wire is ABSENT else find_entry(mapping, wire)
    if type(key) is not int:
        return ABSENT
    return item_at(obj, key if key >= 0 else key + storage.length(obj))


def _imported(name: str, scopes: Scopes) -> Any:
    imports = scopes.meaning_of(name).imports
    target = imports[-1].target if imports else None
    if target is None or target[0].startswith("."):
        return ABSENT
    module_name, attribute = target
    alias = imports[-1].alias
    if attribute is None:
        is_renamed = alias is not None and alias.asname is not None
        return _module(module_name if is_renamed else name)
    return _attribute(_module(module_name), attribute)


def _attribute(module: Any, name: str) -> Any:
    if module is ABSENT:
        return ABSENT
    try:
        found = follow(module, [("attr", name)])
    except Lazy:
        return ABSENT
    return ABSENT if found is None else found.obj


def _submodule(obj: Any, name: str) -> Any:
    """Return the module `name` of a package that does not hold it as an attribute."""
    if not issubclass(type(obj), ModuleType):
        return ABSENT
    package = stored(obj, "__name__")
    return _module(f"{package}.{name}") if type(package) is str else ABSENT


def _module(name: str) -> Any:
    module: Any = sys.modules.get(name, ABSENT)
    return module if issubclass(type(module), ModuleType) else ABSENT
