"""Notebooks as scripts: cells become percent cells that plain Python runs, and that print what the notebook shows.

What a cell ends with is printed; magics become what they do, or a comment that says so. It reads sources and runs none.
"""

from __future__ import annotations

import ast

from .cell_source import is_silent, to_python
from .plain_magics import CellOfMagic, in_plain_python

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHOW = '''
def _show(value):
    """Print what a cell ends with, laid out as in the notebook."""
    if value is not None:
        globals()["_"] = value
        print(_text(value, 0))


def _text(value, column):
    if type(value) in _BRACKETS and value:
        first, last = _BRACKETS[type(value)]
        items = [_item(value, item, column + 1) for item in _sorted(value)]
        last = "," * (type(value) is tuple and len(items) == 1) + last
        flat = first + ", ".join(items) + last
        if column + len(flat) <= 79 and "\\n" not in flat:
            return flat
        return first + f",\\n{' ' * (column + 1)}".join(items) + last
    if type(value) is type:
        is_known = value.__module__ in ("builtins", "exceptions")
        return value.__qualname__ if is_known else f"{value.__module__}.{value.__qualname__}"
    return repr(value).replace("\\n", "\\n" + " " * column)


def _item(container, item, column):
    if type(container) is not dict:
        return _text(item, column)
    key = _text(item, column)
    return f"{key}: {_text(container[item], column + len(key) + 2)}"


def _sorted(values):
    try:
        return sorted(values) if type(values) is set else values
    except TypeError:
        return values


_BRACKETS = {list: "[]", tuple: "()", dict: "{}", set: "{}"}
'''

_PANDAS = """
import pandas

# As where it does not ask a terminal how wide it is.
pandas.set_option("display.max_columns", 20)
"""

_DISPLAY = '''
def display(*values, **_):
    """Print values, as the notebook shows them."""
    for value in values:
        _show(value)
'''

_RUN = '''
def _run(command):
    """Run a command of the system, in turn with what is printed."""
    print(end="", flush=True)
    subprocess.run(command, shell=True)
'''

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_AWAITING = (ast.Await, ast.AsyncFor, ast.AsyncWith)


def to_script(cells: Sequence[Sequence[str]], title: str) -> str:
    """Return a script of cells, each its kind (`code` or `markdown`) and its source."""
    parts = [_part(kind, source, number) for number, (kind, source) in enumerate(cells, 1)]
    script = "\n".join(parts)
    return f"# {title}\n{_prelude(script)}\n{script}"


def _part(kind: str, source: str, number: int) -> str:
    if kind != "code":
        return "# %% [markdown]\n" + _commented(source)
    return f"# %%\n{_plain(source, number).rstrip()}\n"


def _plain(source: str, number: int) -> str:
    try:
        python = in_plain_python(to_python(source))
        tree = ast.parse(python)
    except CellOfMagic as magic:
        if magic.body is not None:
            return _plain(magic.body, number)
        return _commented(source, f"{magic}: not for plain Python")
    except (SyntaxError, ValueError):
        return _commented(source, "This is no Python")
    is_shown = not is_silent(python)
    if any(_awaiting(tree)):
        return _run_by_asyncio(tree, number, is_shown=is_shown)
    last = _shown(tree) if is_shown else None
    return python if last is None else _with_shown(python, last)


def _commented(source: str, reason: str | None = None) -> str:
    lines = source.split("\n") if reason is None else [reason, *source.split("\n")]
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)


def _shown(tree: ast.Module) -> ast.Expr | None:
    """Return the statement whose value the cell ends with, unless it prints by itself and has none."""
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        return None
    value = last.value
    called = getattr(value.func, "id", "") if isinstance(value, ast.Call) else ""
    return None if called in {"print", "display", "_run"} else last


def _with_shown(python: str, last: ast.Expr) -> str:
    lines = python.encode().split(b"\n")
    first, end = last.lineno - 1, (last.end_lineno or last.lineno) - 1
    after = b"\n".join([lines[end][last.end_col_offset :], *lines[end + 1 :]])
    inner = lines[first : end + 1]
    inner[-1] = inner[-1][: last.end_col_offset]
    before = b"\n".join([*lines[:first], inner[0][: last.col_offset]])
    inner[0] = inner[0][last.col_offset :]
    expression = b"\n".join(inner)
    if isinstance(last.value, ast.Tuple) and not _is_one_argument(expression):
        expression = b"(" + expression + b")"
    return (before + b"_show(" + expression + b")" + after).decode()


def _is_one_argument(expression: bytes) -> bool:
    call = ast.parse(b"f(" + expression + b")", mode="eval").body
    return isinstance(call, ast.Call) and len(call.args) == 1


def _awaiting(scope: ast.AST) -> Iterator[ast.AST]:
    """Generate what waits outside of functions."""
    for node in ast.iter_child_nodes(scope):
        if isinstance(node, (*_SCOPES, ast.Lambda)):
            continue
        if isinstance(node, _AWAITING) or (isinstance(node, ast.comprehension) and node.is_async):
            yield node
        yield from _awaiting(node)


def _run_by_asyncio(tree: ast.Module, number: int, *, is_shown: bool) -> str:
    last = _shown(tree) if is_shown else None
    if last is not None:
        show = ast.Name("_show", ast.Load())
        last.value = ast.Call(show, [last.value], [])
    names = sorted(set(_bound(tree)))
    lines = [f"global {', '.join(names)}"] if names else []
    lines += ast.unparse(ast.fix_missing_locations(tree)).split("\n")
    body = "".join(f"    {line}".rstrip() + "\n" for line in lines)
    return f"async def _cell_{number}():\n{body}\n\nasyncio.run(_cell_{number}())"


def _bound(scope: ast.AST) -> Iterator[str]:
    """Generate the names that statements outside of functions and classes bind."""
    for node in ast.iter_child_nodes(scope):
        if isinstance(node, _SCOPES):
            yield node.name
            continue
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).split(".")[0]
        if not isinstance(node, (ast.Lambda, ast.comprehension)):
            yield from _bound(node)


def _prelude(script: str) -> str:
    modules = [name for name in ("asyncio", "os", "subprocess") if f"{name}." in script]
    helps = [
        text
        for call, text in (("display(", _DISPLAY), ("_run(", _RUN), ("import pandas", _PANDAS))
        if call in script
    ]
    if "_run(" in script and "subprocess" not in modules:
        modules.append("subprocess")
    imports = "".join(f"import {name}\n" for name in modules)
    return imports + "\n".join([_SHOW, *helps])
