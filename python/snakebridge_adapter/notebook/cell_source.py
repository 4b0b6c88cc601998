"""From what people write in a cell to Python: magics, shell commands and questions become calls, line by line.

What is Python already stays as it is, and Python's own parser says so. Otherwise the line it stumbles over is looked
at, and only a line that is no Python in any cell is changed. Lines keep their numbers.
"""

from __future__ import annotations

import ast
import re

_ASSIGNED = re.compile(r"^(\s*)([\w\s.,\[\]'\"*]+?)=\s*([%!])(.*)$")
_COMMAND = re.compile(r"^(\s*)(%%?|!!?|\?\??)(.*)$")
_QUESTION = re.compile(r"^(\s*)([%\w.\[\]'\"*]+?)(\?\??)\s*$")
_MAGIC = re.compile(r"^([\w.]+)\s*(.*)$", re.DOTALL)
_CELL_MAGIC = re.compile(r"^\s*%%([\w!]+)[ \t]*([^\n]*)\n?(.*)$", re.DOTALL)


def to_python(source: str) -> str:
    """Return `source` as Python; what cannot be made sense of stays, and is a syntax error when it is compiled."""
    cell_magic = _CELL_MAGIC.match(source.lstrip("\n"))
    if cell_magic:
        name, line, body = cell_magic.groups()
        return _call("run_cell_magic", name, line, body if body[-1:] in {"", "\n"} else f"{body}\n")
    lines = source.split("\n")
    for _ in lines:
        stumbled = _error_line("\n".join(lines))
        if stumbled is None:
            break
        if not _replace(lines, stumbled - 1):
            break
    else:
        return "\n".join(lines)
    return "\n".join(lines) if _error_line("\n".join(lines)) is None else _all_replaced(source)


def is_silent(python: str) -> bool:
    """Return whether a semicolon at the end keeps the last value from being shown."""
    import io
    import tokenize

    if ";" not in python:
        return False
    nothing = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.DEDENT}
    tokens = tokenize.generate_tokens(io.StringIO(python).readline)
    telling = [token.string for token in tokens if token.type not in nothing]
    return bool(telling) and telling[-1] == ";"


def _error_line(source: str) -> int | None:
    """Return the number of the line that is no Python; None if all is, 0 if that cannot be told."""
    try:
        compile(source, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | ast.PyCF_ONLY_AST)
    except SyntaxError as error:
        return error.lineno or 0
    except ValueError:
        return 0  # Null characters.
    return None


def _replace(lines: list[str], index: int) -> bool:
    """Turn one line, and those it goes on in, into a call; return whether there was anything to turn."""
    if not 0 <= index < len(lines):
        return False
    end = index
    while lines[end].endswith("\\") and end + 1 < len(lines):
        end += 1
    whole = "".join(line.removesuffix("\\") for line in lines[index : end + 1])
    python = _turned(whole)
    if python is None:
        return False
    lines[index : end + 1] = [python, *[""] * (end - index)]
    return True


def _all_replaced(source: str) -> str:
    """Turn every line that looks like a command: Python may stumble somewhere else over what one of them holds."""
    lines = source.split("\n")
    for index, line in enumerate(lines):
        if line.lstrip()[:1] in {"%", "!", "?"}:
            _replace(lines, index)
    python = "\n".join(lines)
    return python if _error_line(python) is None else source


def _turned(line: str) -> str | None:
    question = _QUESTION.match(line)
    if question:
        indent, name, marks = question.groups()
        return indent + _call("explain", name, len(marks) > 1)
    assigned = _ASSIGNED.match(line)
    if assigned:
        indent, target, sign, rest = assigned.groups()
        return f"{indent}{target}= {_line_call(sign, rest, is_assigned=True)}"
    command = _COMMAND.match(line)
    if command is None:
        return None
    indent, sign, rest = command.groups()
    if sign[0] == "?":
        return indent + _call("explain", rest.strip(), len(sign) > 1)
    return indent + _line_call(sign, rest, is_assigned=sign == "!!")


def _line_call(sign: str, rest: str, *, is_assigned: bool) -> str:
    if sign[0] == "!":
        return _call("getoutput" if is_assigned else "system", rest.strip())
    magic = _MAGIC.match(rest.strip())
    name, argument = magic.groups() if magic else (rest.strip(), "")
    return _call("run_line_magic", name, argument)


def _call(method: str, *arguments: str | bool) -> str:
    return f"get_ipython().{method}({', '.join(map(repr, arguments))})"
