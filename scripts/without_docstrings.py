"""Writes the adapter as the extension ships it: without its docstrings, a quarter of its packed size.

Lines keep their numbers, so that a traceback means the same in the sources.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

SHOWN = {"notebook/magics.py"}
"""What these say is read by people: `%name?` shows it."""


def without_docstrings(source: str) -> str:
    """Return the same code on the same lines."""
    lines = source.splitlines()
    for scope in ast.walk(ast.parse(source)):
        if not isinstance(scope, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        texts = [line for line in scope.body if is_text(line)]
        for text in texts:
            lines[text.lineno - 1 : text.end_lineno] = [""] * (text.end_lineno - text.lineno + 1)
        if texts and len(texts) == len(scope.body):
            lines[texts[0].lineno - 1] = " " * texts[0].col_offset + "..."
    return "\n".join(lines) + "\n"


def is_text(line: ast.stmt) -> bool:
    """Return whether a statement says something and does nothing."""
    return (
        isinstance(line, ast.Expr)
        and isinstance(line.value, ast.Constant)
        and isinstance(line.value.value, str)
    )


def main(sources: Path, target: Path) -> None:
    """Write every module below `sources` to the same place below `target`."""
    for path in sources.rglob("*.py"):
        name = path.relative_to(sources)
        source = path.read_text(encoding="utf-8")
        written = target / name
        written.parent.mkdir(parents=True, exist_ok=True)
        shipped = source if name.as_posix() in SHOWN else without_docstrings(source)
        written.write_bytes(shipped.encode())


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
