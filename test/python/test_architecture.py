"""The adapter's own rules, read from its source: who imports whom, what start-up must not load.

Needs nothing but Python: `npm run check` runs it as a script.
"""

from __future__ import annotations

import ast
import sys
import sysconfig
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "python"
PACKAGE = "snakebridge_adapter"

PURE = ("registry*", "errors", "wire*", "inspection*", "selection*", "copying*")
"""Modules that know no input or output, whoever asks them."""

PLUMBING = {"worker", "handlers", "execution", "hosting", "cluster", "gateway", "__main__"}
"""Own modules, and packages, that do."""

DEVICES = {
    "_io", "_signal", "_socket", "fcntl", "io", "mmap", "msvcrt", "nt", "os", "pathlib", "posix",
    "select", "shutil", "signal", "socket", "subprocess", "tempfile",
}  # fmt: skip
"""Standard modules through which a pure one could reach the world."""

FOREIGN_ALLOWED = {"cluster": "distributed"}
"""What only one package imports, when it is needed: its user has it, or is told to install it."""

DEVICES_ALLOWED = {"os.urandom"}

SLOW_TO_IMPORT = {
    "ast", "asyncio", "collections", "concurrent", "contextlib", "dataclasses", "datetime", "enum",
    "functools", "inspect", "json", "logging", "pathlib", "re", "signal", "socket", "subprocess", "tempfile",
    "threading", "traceback", "typing", "uuid", "warnings",
}  # fmt: skip
"""Standard modules that cost a worker a noticeable part of its start."""

MOST_LINES = 400
MOST_FUNCTION_LINES = 60


class Module:
    """One source file of the adapter and what it imports, as absolute dotted names."""

    def __init__(self, path: Path) -> None:
        self.path = path
        parts = path.relative_to(ROOT / PACKAGE).with_suffix("").parts
        self.is_package = parts[-1] == "__init__"
        self.name = ".".join(parts[:-1] if self.is_package else parts)
        self.source = path.read_text(encoding="utf-8")
        self.tree = ast.parse(self.source)
        self.at_import: set[str] = set()
        self.when_needed: set[str] = set()
        self._collect(self.tree, self.at_import)

    @property
    def imports(self) -> set[str]:
        return self.at_import | self.when_needed

    def _collect(self, node: ast.AST, found: set[str]) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                found.update(alias.name for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                origin = self._absolute(child)
                found.update(f"{origin}.{alias.name}" for alias in child.names)
            elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
                self._collect(child, self.when_needed)
            elif isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
                for alternative in child.orelse:
                    self._collect(alternative, found)
            else:
                self._collect(child, found)

    def _absolute(self, node: ast.ImportFrom) -> str:
        if node.level == 0:
            return node.module or ""
        here = [PACKAGE, *self.name.split(".")] if self.name else [PACKAGE]
        depth = len(here) - node.level + self.is_package
        return ".".join([*here[:depth], *([node.module] if node.module else [])])


MODULES = {m.name: m for m in map(Module, sorted((ROOT / PACKAGE).rglob("*.py")))}


def own_modules(imports: set[str]) -> set[str]:
    """Return the modules of ours among imports, with the packages that importing them runs."""
    found: set[str] = set()
    for name in imports:
        if name.partition(".")[0] != PACKAGE:
            continue
        parts = name.split(".")[1:]
        found.update(
            ".".join(parts[:count])
            for count in range(len(parts) + 1)
            if ".".join(parts[:count]) in MODULES
        )
    return found


def reached_from(start: set[str], *, at_import: bool = False) -> set[str]:
    """Return every module of ours that those of `start` import, and so on."""
    reached: set[str] = set()
    waiting = set(start)
    while waiting:
        name = waiting.pop()
        reached.add(name)
        module = MODULES[name]
        imports = module.at_import if at_import else module.imports
        waiting |= own_modules(imports) - reached
    return reached


def pure_modules() -> set[str]:
    roots = {name for name in MODULES if any(fnmatch(name, pattern) for pattern in PURE)}
    assert len(roots) >= len(PURE), "the pure modules have been renamed: name them in PURE"
    return reached_from(roots)


def functions(module: Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(module.tree) if isinstance(node, kinds)]


def test_pure_modules_reach_no_module_that_does_input_or_output():
    plumbing = {name for name in pure_modules() if name.partition(".")[0] in PLUMBING}
    assert not plumbing, plumbing


def test_pure_modules_import_no_device():
    used = {
        f"{name}: {imported}"
        for name in pure_modules()
        for imported in MODULES[name].imports - DEVICES_ALLOWED
        if imported.partition(".")[0] in DEVICES
    }
    assert not used, used


def test_pure_modules_touch_no_stream():
    streams = {"sys.stdin", "sys.stdout", "sys.stderr", "open", "print", "input"}
    touched = {
        f"{name}:{node.lineno} {ast.unparse(node)}"
        for name in pure_modules()
        for node in ast.walk(MODULES[name].tree)
        if isinstance(node, (ast.Attribute, ast.Name)) and ast.unparse(node) in streams
    }
    assert not touched, touched


def standard_library() -> set[str]:
    """Return the names of its modules; Python 3.9 keeps no list, but has them in its folders."""
    if sys.version_info >= (3, 10):
        return set(sys.stdlib_module_names)
    library = Path(sysconfig.get_paths()["stdlib"])
    folders = [folder for folder in (library, library / "lib-dynload") if folder.is_dir()]
    files = {path.name.partition(".")[0] for folder in folders for path in folder.iterdir()}
    return files.union(sys.builtin_module_names)


def test_everything_imported_is_the_standard_library():
    known = standard_library() | {PACKAGE}
    foreign = {
        f"{module.name}: {imported}"
        for module in MODULES.values()
        for imported in module.imports
        if imported.partition(".")[0] not in known
        and not (
            imported in module.when_needed
            and FOREIGN_ALLOWED.get(module.name.partition(".")[0]) == imported.partition(".")[0]
        )
    }
    assert not foreign, foreign


def test_start_up_imports_nothing_slow():
    slow = {
        f"{name}: {imported}"
        for name in reached_from({"__main__"}, at_import=True)
        for imported in MODULES[name].at_import
        if imported.partition(".")[0] in SLOW_TO_IMPORT
    }
    assert not slow, slow


def test_files_and_functions_stay_small():
    long_files = {m.name for m in MODULES.values() if m.source.count("\n") > MOST_LINES}
    long_functions = {
        f"{module.name}.{function.name}"
        for module in MODULES.values()
        for function in functions(module)
        if (function.end_lineno or 0) - function.lineno >= MOST_FUNCTION_LINES
    }
    assert not long_files | long_functions, (long_files, long_functions)


def test_every_cast_says_why_it_holds():
    unexplained = set()
    for module in MODULES.values():
        lines = module.source.splitlines()
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"cast", "typing.cast"}:
                above = node.lineno - 2
                while above >= 0 and lines[above].lstrip().startswith("#"):
                    if "SAFETY:" in lines[above]:
                        break
                    above -= 1
                else:
                    unexplained.add(f"{module.name}:{node.lineno}")
    assert not unexplained, unexplained


if __name__ == "__main__":
    for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
        test()
