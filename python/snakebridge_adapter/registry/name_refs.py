"""Refs of what a session's names stand for: a notebook's code binds names, and each object is to be seen and let go.

Numbers and texts are values and modules, classes and functions are code: they get none. A ref made here goes when
no name stands for its object any more, unless a result delivered it, too. Runs no user code.
"""

from __future__ import annotations

from types import BuiltinFunctionType, FunctionType, ModuleType

from ..errors import Cancelled, SessionFull
from .session import is_binding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .registry import Registry
    from .session import Session

_VALUES = {int, float, complex, bool, str, bytes, type(None), type(Ellipsis)}
_CODE = {ModuleType, FunctionType, BuiltinFunctionType}
_NO_REFS = _VALUES | _CODE


def follow_names(registry: Registry, session: Session) -> None:
    """Make refs for what names stand for now, and let those go that no name stands for any more."""
    named = _objects_by_identity(session)
    known = session.named
    outputs = session.outputs.copy()
    for ref_id in [each for each in known if not _is_named(session, each, named)]:
        del known[ref_id]
        registry.release(session.id, (ref_id,), intermediate=True)
    if len(session.outputs) < len(outputs):
        # That no name stands for it is no wish to let it go: what cells ended with stays.
        session.outputs.clear()
        session.outputs.update(outputs)
    for identity, (obj, names) in named.items():
        entry = session.by_object.get(identity)
        if entry is None:
            try:
                entry = registry.store(session, obj, origin={"expression": names[0]})
            except (SessionFull, Cancelled):
                return
            known[entry.id] = names
        elif known.get(entry.id, names) != names:
            known[entry.id] = names
            registry.tell(entry)


def _objects_by_identity(session: Session) -> dict[int, tuple[object, list[str]]]:
    named: dict[int, tuple[object, list[str]]] = {}
    for name, value in session.namespace.copy().items():
        if is_binding(name) and not name.startswith("_") and _may_have_ref(value):
            named.setdefault(id(value), (value, []))[1].append(name)
    return named


def _may_have_ref(value: object) -> bool:
    kind = type(value)
    return not any(kind is each for each in _NO_REFS) and not issubclass(kind, type)


def _is_named(session: Session, ref_id: str, named: dict[int, tuple[object, list[str]]]) -> bool:
    entry = session.entries.get(ref_id)
    return entry is not None and id(entry.obj) in named
