"""The signature of the live function whose call a caret is in, and which parameter the caret is at.

Known from code objects and from what C code states; nothing is called, no annotation evaluated.
"""

from __future__ import annotations

import re

from ..inspection.classes import plain_text
from ..inspection.describe import doc_of
from ..inspection.preview import units
from ..inspection.signature import signature_of
from .before_caret import BeforeCaret, split_at_commas
from .live import LiveNames

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from ..registry.session import Session
    from .documents import Document
    from .live import Found

_KEYWORD = re.compile(r"\s*(\w+)\s*=(?!=)")
_MAX_DOC = 1_000


class Parameter:
    """One parameter of a signature, and where it stands in its text."""

    __slots__ = ("by_keyword", "by_position", "name", "span", "stars")

    def __init__(self, text: str, start: int) -> None:
        label = text.strip()
        first = start + len(text) - len(text.lstrip())
        self.span = first, first + len(label)
        bare = label.lstrip("*")
        self.stars = len(label) - len(bare)
        self.name = re.split(r"[=:]", bare, maxsplit=1)[0].strip()
        self.by_position = not self.stars
        self.by_keyword = not self.stars


class Typed:
    """What stands between the bracket of a call and the caret."""

    def __init__(self, text: str) -> None:
        parts = [text[start:end] for start, end in split_at_commas(text)]
        matches = [_KEYWORD.match(part) for part in parts]
        self.current = parts[-1].lstrip()
        self.keyword = matches[-1][1] if matches[-1] else None
        self.given = {match[1] for match in matches[:-1] if match}
        self.has_star = any(part.lstrip().startswith("*") for part in parts[:-1])
        self.position = sum(1 for match in matches[:-1] if not match)


def signature_help_at(
    document: Document, position: tuple[int, int], session: Session
) -> dict[str, Any] | None:
    """Return the LSP `SignatureHelp` for a caret, None if it is in no call of something live."""
    place = document.place_of(position)
    caret = BeforeCaret(document.lines, place)
    names = LiveNames(document, session)
    for bracket in caret.open_calls() if not caret.in_comment else ():
        callee = names.before(caret, bracket, place)
        if callee is None:
            return None
        return _help(*callee, Typed(caret.text[bracket + 1 :]))
    return None


def _help(found: Found, text: str, typed: Typed) -> dict[str, Any] | None:
    signature = signature_of(found.obj, bound=found.is_bound)
    if signature is None:
        return None
    name = "".join(text.split()).rpartition(".")[2]
    label = f"{plain_text(name)}{signature}"
    parameters = parameters_of(signature, len(name))
    doc = doc_of(found.obj)
    shown: dict[str, Any] = {
        "label": label,
        "parameters": [
            {"label": [units(label[:start]), units(label[:end])]}
            for start, end in (parameter.span for parameter in parameters)
        ],
    }
    if doc is not None:
        shown["documentation"] = {"kind": "plaintext", "value": doc[:_MAX_DOC]}
    active = active_parameter(parameters, typed)
    # One past the last says that there is none; older clients know no other way.
    index = len(parameters) if active is None else active
    return {"signatures": [shown], "activeSignature": 0, "activeParameter": index}


def parameters_of(signature: str, offset: int = 0) -> list[Parameter]:
    """Return the parameters of `(a, /, b=1, *, c, **d)`; their spans are shifted by `offset`."""
    inner = signature[1 : signature.rfind(")")].rstrip("…")
    found: list[Parameter] = []
    is_keyword_only = False
    for start, end in split_at_commas(inner):
        parameter = Parameter(inner[start:end], offset + 1 + start)
        if parameter.name == "/":
            for before in found:
                before.by_keyword = False
        elif parameter.name:
            parameter.by_position = parameter.by_position and not is_keyword_only
            found.append(parameter)
        is_keyword_only = is_keyword_only or parameter.stars == 1
    return found


def active_parameter(parameters: Sequence[Parameter], typed: Typed) -> int | None:
    """Return the index of the parameter that the argument at the caret is for; None where nobody can tell."""
    taking_rest = {one.stars: index for index, one in enumerate(parameters) if one.stars}
    if typed.current.startswith("**"):
        return taking_rest.get(2)
    # Behind a keyword comes another one: the first that is still missing.
    if typed.keyword is not None or (typed.given and not typed.current):
        return next(_named(parameters, typed), taking_rest.get(2))
    positional = [index for index, one in enumerate(parameters) if one.by_position]
    if typed.has_star or typed.position >= len(positional):
        return taking_rest.get(1)
    return positional[typed.position]


def _named(parameters: Sequence[Parameter], typed: Typed) -> Iterator[int]:
    """Yield the indexes of those that a keyword at the caret may name."""
    left = typed.position
    for index, one in enumerate(parameters):
        if one.by_position and left:
            left -= 1
        elif one.by_keyword and (
            one.name == typed.keyword if typed.keyword else one.name not in typed.given
        ):
            yield index
