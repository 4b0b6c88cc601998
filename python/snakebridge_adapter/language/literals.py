"""What a person means who types a value where no quotes are asked for."""

from __future__ import annotations

import ast

from .parsing import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def literal_of(text: str) -> Any:
    """Return the value that `text` is a Python literal of; a text that is none stands for itself."""
    typed = text.strip()
    try:
        (statement,) = parse(typed).body
        if isinstance(statement, ast.Expr):
            return ast.literal_eval(statement.value)
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        pass  # It is no literal.
    return typed
