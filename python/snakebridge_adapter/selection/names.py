"""What names stand for: bound in the session first, else as the file says, else built in."""

from __future__ import annotations

import builtins
import sys
from types import ModuleType

from ..inspection.classes import ABSENT, find
from ..inspection.fields import stored
from ..wire.type_facts import type_facts
from ..wire.wire_scalars import SCHEMA
from .literals import copied_to_wire
from .reasons import NotACall
from .scopes import UNBOUND

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..registry.session import Session
    from .scopes import Meaning, Scopes

_FRAME_BUILTINS = frozenset(
    ("breakpoint", "dir", "eval", "exec", "globals", "locals", "super", "vars", "__build_class__")
)
"""Built-in functions whose result depends on where they are called."""


class Root:
    """Where a chain begins: a ref by name, or a module with the dotted path in it so far."""

    __slots__ = ("module", "modules", "name", "path", "ref")

    def __init__(
        self,
        name: str,
        *,
        ref: Any = None,
        module: str = "",
        path: tuple[str, ...] = (),
        modules: frozenset[str] = frozenset(),
    ) -> None:
        self.name = name
        self.ref = ref
        self.module = module
        self.path = path
        """What the name is in the module; empty for the module itself."""
        self.modules = modules
        """Submodules that the file imports by their dotted names."""


class Names:
    """The names of one selection. `session` is None while there is none."""

    def __init__(self, session: Session | None, scopes: Scopes) -> None:
        self._session = session
        self.scopes = scopes

    def bound(self, name: str) -> Any:
        """Return what the session binds the name to, or `ABSENT`."""
        if self._session is None:
            return ABSENT
        return find(dict.items(self._session.namespace), name)

    def value_of(self, name: str) -> Any:
        """Return what a name is as an argument, as a wire value.

        Raises:
            NotACall: it is not known here, or nothing that can be sent.
        """
        obj = self.bound(name)
        if obj is ABSENT:
            raise NotACall(f"`{name}` is not bound in this session")
        ref = self._ref_to(obj)
        if ref is not None:
            return ref
        try:
            return copied_to_wire(obj)
        except NotACall:
            raise NotACall(f"`{name}` is bound to an object without a ref") from None

    def root_of(self, name: str) -> Root:
        """Return where a chain that begins with `name` begins.

        Raises:
            NotACall: only running it would tell.
        """
        obj = self.bound(name)
        if obj is not ABSENT:
            return self._bound_root(name, obj)
        meaning = self.scopes.meaning_of(name)
        if meaning.kind == UNBOUND:
            return self._builtin_root(name)
        if meaning.kind is not None:
            raise NotACall(f"`{name}` is assigned in the file, but not bound in this session")
        return _imported_root(name, meaning)

    def _bound_root(self, name: str, obj: object) -> Root:
        ref = self._ref_to(obj)
        if ref is not None:
            return Root(name, ref=ref)
        if type(obj) is ModuleType:
            module = stored(obj, "__name__")
            if type(module) is str and sys.modules.get(module) is obj:
                return Root(name, module=module)
        raise NotACall(f"`{name}` is bound to no ref")

    def _builtin_root(self, name: str) -> Root:
        if self.scopes.stars():
            raise NotACall(f"`{name}` may come from a star import")
        if name not in builtins.__dict__:
            raise NotACall(f"`{name}` is neither bound in this session nor imported in the file")
        if name in _FRAME_BUILTINS:
            raise NotACall(f"`{name}` depends on where it is called")
        return Root(name, module="builtins", path=(name,))

    def _ref_to(self, obj: object) -> dict[str, Any] | None:
        entry = self._session.by_object.get(id(obj)) if self._session else None
        if entry is None or entry.obj is not obj:
            return None
        facts = type_facts(type(obj))
        wire: dict[str, Any] = {
            "__type__": "stream_ref" if entry.stream_type else "ref",
            "__schema__": SCHEMA,
            "id": entry.id,
            "session_id": entry.session.id,
            "type_name": facts.name,
            "python_module": facts.module,
            "library": facts.library,
        }
        if entry.stream_type:
            wire["stream_type"] = entry.stream_type
        return wire


def _imported_root(name: str, meaning: Meaning) -> Root:
    targets = {binding.target for binding in meaning.imports}
    if len(targets) > 1 and not all(
        target and target[1] is None and _top(target[0]) == name for target in targets
    ):
        raise NotACall(f"`{name}` is imported in more than one way")
    target = meaning.imports[-1].target
    if target is None:
        raise NotACall(f"`{name}` is imported in more than one way")
    module, attribute = target
    if module.startswith("."):
        raise NotACall(f"`{name}` comes from a relative import")
    if attribute is not None:
        return Root(name, module=module, path=(attribute,))
    alias = meaning.imports[-1].alias
    if alias is not None and alias.asname is not None:
        return Root(name, module=module)
    return Root(name, module=name, modules=frozenset(target[0] for target in meaning.targets))


def _top(module: str) -> str:
    return module.partition(".")[0]
