"""What binds the names of one scope of a file: imports, kept with what they import, and everything else.

Functions, classes, lambdas and comprehensions inside the scope are scopes of their own.
"""

from __future__ import annotations

import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
DEFINITIONS = (*FUNCTIONS, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
INNER_SCOPES = (*DEFINITIONS, ast.Lambda, *COMPREHENSIONS)
STAR = "*"

_CAPTURES = {
    "ExceptHandler": "name",
    "MatchAs": "name",
    "MatchStar": "name",
    "MatchMapping": "rest",
}
"""Nodes that bind a name without a node for it, by the field that holds it; CPython 3.9 lacks most of them."""

_HARMLESS_IN_IMPORTS = (ast.Import, ast.ImportFrom, ast.Pass)


class Binding:
    """One place where a scope binds a name."""

    __slots__ = ("alias", "block", "name", "node")

    def __init__(
        self, name: str, node: Any, alias: ast.alias | None = None, block: ast.stmt | None = None
    ) -> None:
        self.name = name
        self.node = node
        """The node that binds it."""
        self.alias = alias
        """The imported thing, if it is an import."""
        self.block = block
        """The outermost `try` or `if` around it that does nothing but import."""

    @property
    def place(self) -> tuple[int, int]:
        """The 0-based line and the column in bytes where it is bound."""
        return self.node.lineno - 1, self.node.col_offset

    @property
    def target(self) -> tuple[str, str | None] | None:
        """Module and attribute (None: the module itself) of an import, None for everything else."""
        if self.alias is None:
            return None
        if isinstance(self.node, ast.ImportFrom):
            return "." * self.node.level + (self.node.module or ""), self.alias.name
        return self.alias.name, None


def bindings_of(scope: Any) -> list[Binding]:
    """Return what a module, class, function, lambda or comprehension binds, in the order of the text."""
    if isinstance(scope, COMPREHENSIONS):
        targets = [generator.target for generator in scope.generators]
        return [Binding(node.id, node) for node in _names_in(targets)]
    found: list[Binding] = []
    if isinstance(scope, (*FUNCTIONS, ast.Lambda)):
        found += [Binding(argument.arg, argument) for argument in _arguments(scope.args)]
    elsewhere: set[str] = set()
    for node, block in _nodes_of(scope):
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            elsewhere.update(node.names)
        found += _bound_by(node, block)
    return sorted(
        (binding for binding in found if binding.name not in elsewhere),
        key=lambda binding: binding.place,
    )


def _names_in(nodes: list[Any]) -> list[ast.Name]:
    return [node for root in nodes for node in ast.walk(root) if isinstance(node, ast.Name)]


def _arguments(arguments: ast.arguments) -> list[ast.arg]:
    optional = [argument for argument in (arguments.vararg, arguments.kwarg) if argument]
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *optional]


def _nodes_of(scope: Any) -> Iterator[tuple[Any, ast.stmt | None]]:
    """Walk the nodes of a scope, each with the block of imports it is in."""
    body = scope.body if isinstance(scope.body, list) else [scope.body]
    waiting: list[tuple[Any, ast.stmt | None]] = [(node, None) for node in body]
    while waiting:
        node, block = waiting.pop()
        yield node, block
        if block is None and isinstance(node, (ast.Try, ast.If)) and _only_imports(node):
            block = node
        waiting += [(child, block) for child in _children_in_scope(node)]


def _children_in_scope(node: Any) -> list[Any]:
    if isinstance(node, DEFINITIONS):
        return []
    if isinstance(node, ast.Lambda):
        return []
    if isinstance(node, COMPREHENSIONS):
        # An assignment expression in a comprehension binds in the scope around it.
        return [inner for inner in ast.walk(node) if isinstance(inner, ast.NamedExpr)]
    if isinstance(node, ast.If) and _is_type_checking(node.test):
        return node.orelse
    return list(ast.iter_child_nodes(node))


def _is_type_checking(test: ast.expr) -> bool:
    return ast.unparse(test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING", "t.TYPE_CHECKING")


def _bound_by(node: Any, block: ast.stmt | None) -> list[Binding]:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [Binding(_imported_name(node, alias), node, alias, block) for alias in node.names]
    if isinstance(node, DEFINITIONS):
        return [Binding(node.name, node)]
    if isinstance(node, ast.Name):
        return [] if isinstance(node.ctx, ast.Load) else [Binding(node.id, node, block=block)]
    captured: str | None = getattr(node, _CAPTURES.get(type(node).__name__, ""), None)
    return [Binding(captured, node)] if captured else []


def _imported_name(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> str:
    if alias.asname is not None:
        return alias.asname
    return alias.name if isinstance(node, ast.ImportFrom) else alias.name.partition(".")[0]


def _only_imports(node: Any) -> bool:
    """Return whether a `try` or `if` does nothing but import, and set names to constants where that fails."""
    inner = [part for part in ast.walk(node) if isinstance(part, ast.stmt) and part is not node]
    return any(isinstance(part, (ast.Import, ast.ImportFrom)) for part in inner) and all(
        isinstance(part, (*_HARMLESS_IN_IMPORTS, ast.Try, ast.If))
        or (isinstance(part, ast.Assign) and isinstance(part.value, ast.Constant))
        for part in inner
    )
