"""What a name means at a place in a file: an import, something else that the file binds, or neither.

Read as a person reads: on the level of statements what was bound before counts; inside a function, all that the
module binds.
"""

from __future__ import annotations

import ast

from .bindings import COMPREHENSIONS, FUNCTIONS, INNER_SCOPES, STAR, Binding, bindings_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from .source import Place, Source

UNBOUND = "unbound"
LOCAL = "local"
"""Bound by something that is no import, or by imports and something else."""


class Meaning:
    """What a name means: `kind` if it is no import, the imports that bind it otherwise."""

    __slots__ = ("imports", "kind")

    def __init__(self, kind: str | None, imports: Sequence[Binding] = ()) -> None:
        self.kind = kind
        self.imports = imports

    @property
    def is_unbound(self) -> bool:
        """Whether the file does not bind it at all."""
        return self.kind == UNBOUND

    @property
    def targets(self) -> list[tuple[str, str | None]]:
        """What is imported under the name: more than one for `import a.b, a.c`, or where it depends."""
        return [binding.target for binding in self.imports if binding.target]


class Scopes:
    """The scopes around one place of a file, innermost first."""

    def __init__(self, source: Source, place: Place) -> None:
        self._reached = _statement_start(source, place)
        self._tables: dict[int, list[Binding]] = {}
        self._around = _scopes_around(source, place)

    def meaning_of(self, name: str) -> Meaning:
        """Return what `name` means here."""
        for depth, scope in enumerate(self._around):
            if isinstance(scope, ast.ClassDef) and depth > 0:
                continue  # what is inside a function of a class does not see the names of the class
            bindings = [binding for binding in self._table(scope) if binding.name == name]
            if not bindings:
                continue
            if isinstance(scope, (*COMPREHENSIONS, ast.Lambda)):
                return Meaning(LOCAL)
            is_innermost = not any(isinstance(inner, FUNCTIONS) for inner in self._around[:depth])
            return _meaning(self._relevant(bindings) if is_innermost else bindings)
        return Meaning(UNBOUND)

    def is_temporary(self, name: str) -> bool:
        """Return whether `name` is a variable of a comprehension or lambda, which nobody outside it has."""
        for scope in self._around:
            if not isinstance(scope, (*COMPREHENSIONS, ast.Lambda)):
                return False
            if any(binding.name == name for binding in self._table(scope)):
                return True
        return False

    def stars(self) -> list[Binding]:
        """Return the star imports that may bind any name here."""
        return [
            binding
            for scope in self._around
            for binding in self._table(scope)
            if binding.name == STAR
        ]

    def futures(self) -> list[Binding]:
        """Return the file's imports from `__future__`."""
        module = self._around[-1:]
        return [
            binding
            for scope in module
            for binding in self._table(scope)
            if binding.target and binding.target[0] == "__future__"
        ]

    def _table(self, scope: Any) -> list[Binding]:
        if id(scope) not in self._tables:
            self._tables[id(scope)] = bindings_of(scope)
        return self._tables[id(scope)]

    def _relevant(self, bindings: list[Binding]) -> list[Binding]:
        """Return those before this place; where all come later, those."""
        before = [binding for binding in bindings if binding.place < self._reached]
        return before or bindings


def _meaning(bindings: list[Binding]) -> Meaning:
    """Say what bindings of one name in one scope mean together: the last word is the last one's, with its block."""
    last = bindings[-1]
    together = [
        binding for binding in bindings if binding.block is not None and binding.block is last.block
    ]
    if not together:
        together = _same_package(bindings)
    if any(binding.target is None for binding in together) and last.block is None:
        return Meaning(LOCAL)
    return Meaning(None, together)


def _same_package(bindings: list[Binding]) -> list[Binding]:
    """Return the last binding, and those before it that it adds to: `import a.b` after `import a.c`."""
    package: list[Binding] = []
    for binding in reversed(bindings):
        if package and not _is_package(binding):
            break
        package.insert(0, binding)
        if not _is_package(binding):
            break
    return package


def _is_package(binding: Binding) -> bool:
    """Return whether it is an import that binds the top of a dotted name."""
    is_import = binding.target is not None and binding.target[1] is None
    return is_import and binding.alias is not None and binding.alias.asname is None


def _scopes_around(source: Source, place: Place) -> list[Any]:
    """Return the scopes that a place lies in, innermost first, the module last."""
    inner = [node for node in source.nodes_at(place) if isinstance(node, INNER_SCOPES)]
    inside = [node for node in inner if _is_inside(source, node, place)]
    return [*reversed(inside), source.tree]


def _statement_start(source: Source, place: Place) -> Place:
    """Return where the statement begins that a place is in: what it binds itself does not count for it."""
    starts = [
        source.span_of(node)[0] for node in source.nodes_at(place) if isinstance(node, ast.stmt)
    ]
    return max(starts, default=place)


def _is_inside(source: Source, scope: Any, place: Place) -> bool:
    """Return whether a place lies where the names of `scope` count, not in its decorators, defaults or bases."""
    if isinstance(scope, COMPREHENSIONS):
        start, end = source.span_of(scope.generators[0].iter)
        return source.span_of(scope)[0] < place and not start <= place <= end
    body = scope.body[0] if isinstance(scope.body, list) else scope.body
    return source.span_of(body)[0] <= place
