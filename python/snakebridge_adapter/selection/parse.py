"""Reads a selection and says exactly what it asks for: the protocol's `ParsedSelection`.

Never something else than what stands there: whatever is more than calls, or in doubt, is to be run as it is.
"""

from __future__ import annotations

import ast

from ..inspection.members import is_special
from ..language.parsing import check, parse
from ..language.positions import split_lines
from ..language.recovery import parse_leniently
from .bindings import bindings_of
from .caret import snippet_at
from .chains import steps_of
from .imports import names_made, names_read, needed_imports
from .names import Names
from .reasons import NotACall, Unreadable, describe_node, unreadable
from .scopes import Scopes
from .setting import check_setting
from .snippet import Snippet, read_snippet
from .source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..registry.session import Session
    from .bindings import Binding

    Position = tuple[int, int]


def parse_selection(
    session: Session | None, text: str, start: Position, end: Position, *, to_run: bool = False
) -> dict[str, Any]:
    """Return the `ParsedSelection` of a range of `text`, an empty one being a caret; places count as LSP does.

    `to_run`: as a program, also where calls would do.
    """
    lines = split_lines(text)
    lenient = parse_leniently(lines)
    document = Source(lines, lenient.tree)
    span = document.place_of(start), document.place_of(end)
    try:
        if start == end:
            snippet = snippet_at(document, span[0], lenient.left_out)
        else:
            snippet = read_snippet(lines, span)
            if lenient.error is None:
                snippet = check_setting(document, snippet)
        return _Reading(document, snippet, session).result(to_run=to_run)
    except Unreadable as problem:
        reason = str(problem)
    except RecursionError:
        reason = "The selection is nested too deeply to be read."
    return {
        "kind": "invalid",
        "range": document.range_of(span),
        "source": document.text_of(span),
        "bind": None,
        "reason": reason,
    }


class _Reading:
    """One snippet on its way to what it asks for."""

    def __init__(self, document: Source, snippet: Snippet, session: Session | None) -> None:
        self._document = document
        self._snippet = snippet
        self._names = Names(session, Scopes(document, snippet.span[0]))

    def result(self, *, to_run: bool = False) -> dict[str, Any]:
        """Return the `ParsedSelection`.

        Raises:
            Unreadable: it cannot be run.
        """
        self._snippet = _returned(self._snippet)
        body = self._snippet.body
        self._check_temporaries(body)
        try:
            if to_run:
                raise NotACall("it is to be run")
            bind, value = _assignment(body)
            meaning: dict[str, Any] = {"kind": "steps", "steps": steps_of(value, self._names)}
            meaning["program"] = self._program_of_steps()
        except NotACall as reason:
            bind = _bound_name(body)
            meaning = {"kind": "run", "program": self._program(), "reason": _sentence(reason)}
        snippet = self._snippet
        return {
            **meaning,
            "range": self._document.range_of(snippet.span),
            "source": snippet.text,
            "bind": bind,
            "names": {
                "reads": names_read(body),
                "binds": list(dict.fromkeys(binding.name for binding in _bindings(body))),
            },
        }

    def _program_of_steps(self) -> str | None:
        try:
            return self._program()
        except (Unreadable, RecursionError):
            # Steps can be taken all the same; they cannot be run again as a program.
            return None

    def _check_temporaries(self, body: list[Any]) -> None:
        own = names_made(body)
        for name in names_read(body):
            if name not in own and self._names.scopes.is_temporary(name):
                raise Unreadable(
                    f"`{name}` exists only inside the comprehension or lambda around it: select all of that."
                )

    def _program(self) -> str:
        text = self._snippet.text
        try:
            tree = parse(text)
        except SyntaxError:
            # Lines of a chain that are one expression only inside the brackets around them.
            text = f"({text})"
            tree = parse(text)
        try:
            check(tree)
        except SyntaxError as error:
            raise unreadable(text, error) from None
        return "\n".join([*needed_imports(self._snippet.body, self._names), text])


def _bindings(body: list[Any]) -> list[Binding]:
    return bindings_of(ast.Module(body, []))


def _returned(snippet: Snippet) -> Snippet:
    """Take what is returned for the whole of a `return` statement, which only a function may have."""
    statement = snippet.body[0]
    if len(snippet.body) > 1 or not isinstance(statement, ast.Return) or statement.value is None:
        return snippet
    value = ast.copy_location(ast.Expr(statement.value), statement.value)
    return Snippet(snippet.source, [value], snippet.source.span_of(value))


def _assignment(body: list[Any]) -> tuple[str | None, ast.expr]:
    """Return the name a single statement assigns, if it is one simple name, and the value.

    Raises:
        NotACall: it is more than that.
    """
    if len(body) != 1:
        raise NotACall("several statements are more than one call")
    (statement,) = body
    if isinstance(statement, ast.Expr):
        value = statement.value
        if not isinstance(value, ast.NamedExpr):
            return None, value
        statement = value
    name = _bound_name(body)
    if name is None:
        raise NotACall(_beyond(statement))
    return name, statement.value


def _bound_name(body: list[Any]) -> str | None:
    """Return the simple name that a single statement assigns, if it does nothing else."""
    if len(body) != 1:
        return None
    (statement,) = body
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None and statement.simple:
        targets = [statement.target]
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.NamedExpr):
        targets = [statement.value.target]
    else:
        return None
    target = targets[0]
    if len(targets) > 1 or not isinstance(target, ast.Name) or is_special(target.id):
        return None
    return target.id


def _beyond(statement: ast.AST) -> str:
    if isinstance(statement, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
        return "an assignment to anything but one usual name is more than a call"
    return f"{describe_node(statement)} is more than a call"


def _sentence(reason: NotACall) -> str:
    text = str(reason)
    return f"Run as it stands, because {text}."
