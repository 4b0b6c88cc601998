r"""Parsing text of the editor without a trace: no warning is shown, whatever the text is.

CPython's parser reports doubtful code (an unknown escape like `"\\d"`) through the `warnings` module of the whole
process, which may call functions of the user. A filter that matches the file name used here alone keeps it silent.
"""

from __future__ import annotations

import _warnings
import ast
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FILE_NAME = "<snakebridge editor text>"

_SILENCE = ("ignore", None, Warning, FILE_NAME, 0)
_PARSE_FAILURES = (ValueError, RecursionError, MemoryError, OverflowError)


def parse(source: str) -> ast.Module:
    """Return the syntax tree of `source`.

    Raises:
        SyntaxError: Python cannot read it.
    """
    _silence_warnings()
    try:
        return ast.parse(source, FILE_NAME)
    except SyntaxError:
        raise
    except _PARSE_FAILURES as error:
        raise SyntaxError(str(error) or type(error).__name__) from None


def check(tree: ast.Module) -> None:
    """Make sure that Python would run `tree`: what the grammar allows, the compiler may still refuse.

    Raises:
        SyntaxError: it would not.
    """
    _silence_warnings()
    try:
        compile(tree, FILE_NAME, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError:
        raise
    except _PARSE_FAILURES as error:
        raise SyntaxError(str(error) or type(error).__name__) from None


def _silence_warnings() -> None:
    # The list is looked at afresh for each warning. Inserting is one step: no other thread sees the filters changed.
    warnings: Any = sys.modules.get("warnings", _warnings)
    filters = getattr(warnings, "filters", None)
    if type(filters) is list and not (filters and filters[0] is _SILENCE):
        filters.insert(0, _SILENCE)
