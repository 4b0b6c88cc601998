"""What magics of a cell do, said in plain Python where that can be, else in a comment. It runs nothing."""

from __future__ import annotations

import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    Arguments = list[str]


class CellOfMagic(Exception):
    """The cell is all a magic's: `body` is what plain Python can run of it, if anything."""

    def __init__(self, name: str, body: str | None) -> None:
        """Name the magic, as it was written."""
        super().__init__(f"%%{name}")
        self.body = body


def in_plain_python(python: str) -> str:
    """Return a cell, whose magics are calls by now, without them.

    Raises:
        CellOfMagic: the cell is all a magic's.
        SyntaxError: it is no Python.
    """
    lines = python.encode().split(b"\n")
    found = [
        (statement, called)
        for statement in ast.walk(ast.parse(python))
        if isinstance(statement, (ast.Expr, ast.Assign))
        for called in [_called(statement.value)]
        if called
    ]
    for statement, (method, arguments) in sorted(found, key=lambda each: -each[0].lineno):
        if method == "run_cell_magic":
            raise _cell_of(*arguments)
        is_assigned = isinstance(statement, ast.Assign)
        _replace(lines, statement, _translated(method, arguments), is_assigned=is_assigned)
    return b"\n".join(lines).decode()


def _called(value: ast.expr) -> tuple[str, Arguments] | None:
    """Return the method of the shell that is called, and with which texts."""
    if not (isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute)):
        return None
    shell = value.func.value
    is_shell = isinstance(shell, ast.Call) and getattr(shell.func, "id", "") == "get_ipython"
    texts = [str(each.value) for each in value.args if isinstance(each, ast.Constant)]
    return (value.func.attr, texts) if is_shell and len(texts) == len(value.args) else None


def _cell_of(name: str, line: str, body: str) -> CellOfMagic:
    if name == "time":
        return CellOfMagic(name, f"{line}\n{body}" if line else body)
    if name in {"bash", "sh"}:
        return CellOfMagic(name, f"_run({body!r})")
    return CellOfMagic(name, None)


def _translated(method: str, arguments: Arguments) -> str | None:
    if method == "run_line_magic":
        name, line = arguments
        return _translated_magic(name, line)
    command = _command(arguments[0])
    if method == "system":
        return f"_run({command})"
    if method == "getoutput":
        return f"subprocess.getoutput({command}).splitlines()"
    return None


def _translated_magic(name: str, line: str) -> str | None:
    if name == "time" and line:
        return line
    if name == "cd":
        folder = line.strip().strip("\"'") or "~"
        return f"os.chdir(os.path.expanduser({folder!r})); print(os.getcwd())"
    return "os.getcwd()" if name == "pwd" else None


def _command(text: str) -> str:
    """Return the command as Python spells it, with what stands in braces put in."""
    filled = f"f{text!r}"
    try:
        ast.parse(filled)
    except SyntaxError:
        return repr(text)
    return filled if "{" in text else repr(text)


def _replace(
    lines: list[bytes], statement: ast.Expr | ast.Assign, python: str | None, *, is_assigned: bool
) -> None:
    """Put other Python in the place of the magic's call, on the same line."""
    value = statement.value
    first, start = value.lineno - 1, value.col_offset
    last, end = (value.end_lineno or value.lineno) - 1, value.end_col_offset
    written = b" ".join(lines[first : last + 1])[start:].decode()
    before, after = lines[first][:start], lines[last][end:]
    if python is not None:
        put = python.encode()
    elif is_assigned:
        put = f"None  # {_told(written)}".encode()
    else:
        put = f"{'pass  ' if statement.col_offset else ''}# {_told(written)}".encode()
    lines[first : last + 1] = [before + put + after]


def _told(written: str) -> str:
    """Return a magic as it was written, with why it is not here."""
    call = ast.parse(written.strip()).body[0]
    method, arguments = (_called(call.value) if isinstance(call, ast.Expr) else None) or ("", [])
    if method == "run_line_magic":
        return f"%{' '.join(arguments).strip()}: not for plain Python"
    return f"?{arguments[0] if arguments else ''}: not for plain Python"
