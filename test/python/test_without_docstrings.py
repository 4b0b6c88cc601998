"""The adapter as it ships: the same code on the same lines, without what documents it."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "python" / "snakebridge_adapter").rglob("*.py"))
without_docstrings = runpy.run_path(str(ROOT / "scripts" / "without_docstrings.py"))[
    "without_docstrings"
]


def code_of(source: str) -> list[tuple[str, int | None]]:
    """Return all but constants and what stands alone, with its line."""
    return [
        (type(node).__name__, getattr(node, "lineno", None))
        for node in ast.walk(ast.parse(source))
        if not isinstance(node, (ast.Expr, ast.Constant))
    ]


def test_the_code_stays_on_its_lines():
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        assert code_of(without_docstrings(source)) == code_of(source), path


def test_what_has_nothing_but_a_docstring_stays_whole():
    source = 'class A(B):\n    """One.\n\n    Two.\n    """\n\n\ndef f():\n    """Run."""\n'
    expected = "class A(B):\n    ...\n\n\n\n\n\ndef f():\n    ...\n"
    assert without_docstrings(source) == expected
