"""Words for a person: why something is more than calls, or cannot be run, and what to do."""

from __future__ import annotations

import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class NotACall(Exception):
    """What was read says more than calls can; the message says why."""


class Unreadable(Exception):
    """What was read cannot be run; the message says why and what to do."""


_EXPRESSIONS: dict[type[ast.AST], str] = {
    ast.BinOp: "an operator",
    ast.UnaryOp: "an operator",
    ast.BoolOp: "an operator",
    ast.Compare: "a comparison",
    ast.IfExp: "a conditional expression",
    ast.Lambda: "a lambda",
    ast.ListComp: "a comprehension",
    ast.SetComp: "a comprehension",
    ast.DictComp: "a comprehension",
    ast.GeneratorExp: "a generator expression",
    ast.Await: "an `await`",
    ast.Yield: "a `yield`",
    ast.YieldFrom: "a `yield from`",
    ast.JoinedStr: "an f-string",
    ast.Subscript: "a subscript",
    ast.Starred: "an unpacking",
    ast.NamedExpr: "an assignment expression",
    ast.List: "a list",
    ast.Tuple: "a tuple",
    ast.Dict: "a dictionary",
    ast.Set: "a set",
    ast.Constant: "a constant",
    ast.Slice: "a slice",
}

_STATEMENTS: dict[type[ast.AST], str] = {
    ast.FunctionDef: "a function definition",
    ast.AsyncFunctionDef: "a function definition",
    ast.ClassDef: "a class definition",
    ast.AugAssign: "an augmented assignment",
    ast.For: "a `for` statement",
    ast.AsyncFor: "a `for` statement",
    ast.While: "a `while` statement",
    ast.If: "an `if` statement",
    ast.With: "a `with` statement",
    ast.AsyncWith: "a `with` statement",
    ast.Raise: "a `raise` statement",
    ast.Try: "a `try` statement",
    ast.Assert: "an `assert` statement",
    ast.Import: "an import",
    ast.ImportFrom: "an import",
    ast.Delete: "a `del` statement",
    ast.Return: "a `return` statement",
    ast.Global: "a `global` statement",
    ast.Nonlocal: "a `nonlocal` statement",
    ast.Pass: "a `pass` statement",
}

_MAX_QUOTED = 40


def describe_node(node: ast.AST) -> str:
    """Return what a node is, in words, with its text if that is short."""
    if isinstance(node, (ast.Name, ast.Attribute, ast.Call)):
        return quoted(node)
    return _EXPRESSIONS.get(type(node)) or _STATEMENTS.get(type(node)) or "a statement"


def quoted(node: ast.AST) -> str:
    """Return the code of a node between backticks, shortened."""
    code: Any = ast.unparse(node)
    return f"`{code}`" if len(code) <= _MAX_QUOTED else f"`{code[: _MAX_QUOTED - 1]}…`"


_WORDS = {
    "elif": "the `if` it belongs to",
    "else": "the statement it belongs to",
    "except": "the `try` it belongs to",
    "finally": "the `try` it belongs to",
    "case": "the `match` it belongs to",
}
_SIGNS = {
    ".": "what stands before the dot",
    ",": "what stands before the comma",
    ")": "the bracket it closes",
    "]": "the bracket it closes",
    "}": "the bracket it closes",
}
_ADVICE = (
    (
        ("was never closed", "EOF", "EOL", "unterminated"),
        "The selection ends too early",
        "Select the whole expression.",
    ),
    (("expected an indented block",), "The block is missing", "Select the lines below it, too."),
    (("outside", "not properly in loop"), "That cannot run by itself", "Select the whole block."),
)


def unreadable(text: str, error: SyntaxError) -> Unreadable:
    """Return the problem of text that Python cannot read, with what to select instead."""
    text = text.strip()
    first_word = text.partition(":")[0].split(" ", 1)[0]
    missing = _WORDS.get(first_word) or _SIGNS.get(text[:1])
    if missing:
        shown = first_word if first_word in _WORDS else text[:1]
        return Unreadable(f"The selection starts with `{shown}`: select {missing}, too.")
    if text.startswith("@") and error.lineno and error.lineno > text.count("\n"):
        return Unreadable("A decorator needs what it decorates: select the lines below it, too.")
    # The line numbers in a message count from somewhere else.
    message = error.msg.partition(" (detected at")[0].partition(" on line ")[0]
    for signs, problem, advice in _ADVICE:
        if any(sign in message for sign in signs):
            return Unreadable(f"{problem}: {message}. {advice}")
    if isinstance(error, IndentationError):
        return Unreadable(f"The indentation does not fit: {message}. Select whole lines.")
    return Unreadable(f"Python cannot read the selection: {message}.")
