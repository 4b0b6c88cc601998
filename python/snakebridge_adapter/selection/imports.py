"""The imports of a file that a piece of code needs, as source to put before it."""

from __future__ import annotations

import ast
import builtins

from ..inspection.classes import ABSENT
from .bindings import INNER_SCOPES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from .bindings import Binding
    from .names import Names


def needed_imports(body: Sequence[ast.AST], names: Names) -> list[str]:
    """Return the statements that import what `body` uses, in the order of the file."""
    needed: list[Binding] = []
    _collect(body, names, needed)
    if any(isinstance(node, (*INNER_SCOPES, ast.AnnAssign)) for node in _nodes(body)):
        needed += names.scopes.futures()
    return _sources(needed)


def names_read(body: Iterable[ast.AST]) -> list[str]:
    """Return the names that code reads, each once."""
    found: dict[str, None] = {}
    for node in _nodes(body):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found[node.id] = None
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] = None
    return list(found)


def names_made(body: Iterable[ast.AST]) -> set[str]:
    """Return the names that code binds anywhere in itself."""
    stored = {
        node.id
        for node in _nodes(body)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return stored | {node.arg for node in _nodes(body) if isinstance(node, ast.arg)}


def _nodes(body: Iterable[ast.AST]) -> list[ast.AST]:
    return [node for statement in body for node in ast.walk(statement)]


def _collect(body: Iterable[ast.AST], names: Names, needed: list[Binding]) -> None:
    has_unknown = False
    for name in names_read(body):
        if names.bound(name) is not ABSENT:
            continue
        meaning = names.scopes.meaning_of(name)
        for binding in meaning.imports:
            if binding not in needed:
                needed.append(binding)
                if isinstance(binding.block, ast.If):
                    _collect([binding.block.test], names, needed)
        has_unknown |= meaning.is_unbound and name not in builtins.__dict__
    if has_unknown:
        needed += [star for star in names.scopes.stars() if star not in needed]


def _sources(needed: list[Binding]) -> list[str]:
    """Return the source of imports, those of one statement or block together."""
    statements: dict[int, Any] = {}
    for binding in sorted(needed, key=lambda binding: binding.place):
        if binding.block is not None:
            statements[id(binding.block)] = binding.block
        elif id(binding.node) not in statements:
            wanted = {id(other.alias) for other in needed if other.node is binding.node}
            statements[id(binding.node)] = _reduced(binding.node, wanted)
    return [ast.unparse(node) for node in statements.values()]


def _reduced(node: Any, wanted: set[int]) -> ast.stmt:
    """Return an import of only those names whose aliases are wanted."""
    names: list[ast.alias] = [alias for alias in node.names if id(alias) in wanted]
    if isinstance(node, ast.ImportFrom):
        return ast.ImportFrom(module=node.module, names=names, level=node.level)
    return ast.Import(names=names)
