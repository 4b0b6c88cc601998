"""What a text obviously is, so that an editor colours it: the id of a language, `plaintext` when in doubt."""

from __future__ import annotations

_MOST_PARSED = 500_000
"""A longer text is judged by its ends."""
_HEAD = 2_000


def language_of(text: str) -> str:
    """Return the id of the language that `text` is obviously in."""
    head = text[:_HEAD].lstrip()
    tail = text[-_HEAD:].rstrip()
    if head[:1] + tail[-1:] in ("{}", "[]") and _is_json(text):
        return "json"
    start = head[:100].lower()
    if start.startswith(("<!doctype html", "<html")):
        return "html"
    if start.startswith(("<?xml", "<svg")):
        return "xml"
    return "python" if _is_python(text) else "plaintext"


def _is_json(text: str) -> bool:
    if len(text) > _MOST_PARSED:
        return True
    from ..wire.json_text import JsonError, parse

    try:
        parse(text.encode("utf-8", "surrogatepass"))
    except (JsonError, UnicodeDecodeError):
        return False
    return True


def _is_python(text: str) -> bool:
    """Return whether it is a program that defines or imports something: prose may parse as well."""
    if text.startswith("#!") and "python" in text[:_HEAD].split("\n", 1)[0]:
        return True
    if "\n" not in text or len(text) > _MOST_PARSED:
        return False
    import ast

    from ..language.parsing import parse

    try:
        tree = parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    telling = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return any(isinstance(statement, telling) for statement in tree.body)
