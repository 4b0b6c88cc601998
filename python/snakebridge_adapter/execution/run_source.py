"""Running statements in a session's namespace, the last expression being the result."""

from __future__ import annotations

import ast
import linecache
from types import CodeType, FunctionType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

DEFAULT_FILE_NAME = "<snakebridge>"

_COROUTINE = 0x80
"""`inspect.CO_COROUTINE`: set on code that awaits at its top level."""


def run_source(
    source: str,
    namespace: dict[str, Any],
    place: tuple[str, int],
    wait: Callable[[Any], Any],
) -> object:
    """Run `source` in `namespace`; return the value of its last expression, or None.

    `place` is the file and the 0-based line in it where the source stands. `wait` runs a coroutine: `await` is allowed
    at the top level.
    """
    file_name, first_line = place
    remember_source(source, file_name, first_line)
    statements, expression = _compile(source, file_name, first_line)
    codes = [code for code in (statements, expression) if code is not None]
    if any(code.co_flags & _COROUTINE for code in codes):
        # All in one coroutine: what comes before the first `await` may make tasks already.
        return wait(_evaluate_awaiting(codes, namespace))
    value = None
    for code in codes:
        value = eval(code, namespace)  # noqa: S307 - running the user's code is the purpose
    return value


def remember_source(source: str, file_name: str, first_line: int) -> None:
    """Make tracebacks show the lines of `source` as they ran, saved in that file or not."""
    lines = [] if file_name == DEFAULT_FILE_NAME else list(linecache.getlines(file_name))
    own = [f"{line}\n" for line in source.split("\n")]
    lines += ["\n"] * (first_line - len(lines))
    lines[first_line : first_line + len(own)] = own
    size = sum(map(len, lines))
    # Without a time of modification the entry is never checked against the disk.
    linecache.cache[file_name] = (size, None, lines, file_name)


def _compile(
    source: str, file_name: str, first_line: int
) -> tuple[CodeType | None, CodeType | None]:
    try:
        tree = ast.parse(source, file_name)
    except SyntaxError as error:
        if error.lineno is not None:
            error.lineno += first_line
        end: int | None = getattr(error, "end_lineno", None)
        if end is not None:
            error.end_lineno = end + first_line
        # Without the frame of the library that parses: it is no business of the user's.
        raise error.with_traceback(None) from None
    ast.increment_lineno(tree, first_line)
    last = tree.body[-1] if tree.body else None
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    if not isinstance(last, ast.Expr):
        return compile(tree, file_name, "exec", flags, dont_inherit=True), None
    tree.body.pop()
    # Sections of the file that the statements come from count for the expression, too: `from __future__`.
    statements = compile(tree, file_name, "exec", flags, dont_inherit=True) if tree.body else None
    flags |= _future_flags(statements)
    expression = ast.Expression(last.value)
    return statements, compile(expression, file_name, "eval", flags, dont_inherit=True)


def _future_flags(code: CodeType | None) -> int:
    import __future__

    names = __future__.all_feature_names
    known = [getattr(__future__, name).compiler_flag for name in names]
    return sum(flag for flag in known if code is not None and code.co_flags & flag)


async def _evaluate_awaiting(codes: Sequence[CodeType], namespace: dict[str, Any]) -> object:
    value = None
    for code in codes:
        if code.co_flags & _COROUTINE:
            value = await FunctionType(code, namespace)()
        else:
            value = eval(code, namespace)  # noqa: S307 - as above
    return value
