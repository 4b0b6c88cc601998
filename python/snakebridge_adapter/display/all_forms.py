"""All the forms in which an object shows itself, as a cell of a notebook shows what it ends with.

For explicit acts only: every method here is the user's code. Each form has a budget; one that raises, or is larger,
is left out, and the text says so. One wanted form for a front end comes from `mime_bundle`.
"""

from __future__ import annotations

from ..inspection.displays import BUNDLE_METHOD, METHODS
from ..inspection.image_data import PNG
from ..wire.static_type import ABSENT, find_in_mro
from .drawings import figure_png, is_figure
from .plain_text import plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

MAX_FORM = 20_000_000
"""Characters of one form, as it travels."""

TEXT = "text/plain"

_METHODS = {
    **METHODS,
    "text/markdown": "_repr_markdown_",
    "application/pdf": "_repr_pdf_",
    "text/latex": "_repr_latex_",
    "application/json": "_repr_json_",
    "application/javascript": "_repr_javascript_",
}


def all_forms(value: object) -> list[dict[str, str]]:
    """Return the forms of `value`, the protocol's `DisplayForm`s. Runs user code."""
    forms: dict[str, object] = {}
    problems: list[str] = []
    if not isinstance(value, type):
        forms.update(_offered(value, problems))
    told = forms.pop(TEXT, None)
    text = told if isinstance(told, str) else plain_text(value)
    encoded = [_encoded(mime, data, problems) for mime, data in forms.items()]
    lines = [text, *(f"({problem})" for problem in problems)]
    return [form for form in encoded if form] + [text_form("\n".join(lines))]


def text_form(text: str, mime: str = TEXT) -> dict[str, str]:
    """Return a form that is text as it is."""
    return {"mime": mime, "encoding": "text", "data": text}


def forms_of(bundle: Mapping[Any, object]) -> list[dict[str, str]]:
    """Return the forms of a bundle that somebody made: data by media type."""
    problems: list[str] = []
    forms = [_encoded(str(mime), data, problems) for mime, data in bundle.items()]
    told = [text_form("\n".join(problems))] if problems else []
    return [form for form in forms if form] + told


def _offered(value: object, problems: list[str]) -> dict[str, object]:
    forms: dict[str, object] = {}
    if is_figure(value):
        forms[PNG] = figure_png(value, is_fitted=True)
    bundle = _asked(value, BUNDLE_METHOD, problems)
    if isinstance(bundle, dict):
        forms.update(bundle)
    for mime, name in _METHODS.items():
        # A form may be costly, and count how often it was asked for: each is asked for once.
        data = None if mime in forms else _asked(value, name, problems)
        if data is not None:
            forms[mime] = data
    return forms


def _asked(value: object, name: str, problems: list[str]) -> Any:
    """Return what a method of that name gives, without the metadata it may add; None if there is none."""
    if find_in_mro(type(value), name) is ABSENT:
        return None
    try:
        told = getattr(value, name)()
    except Exception as error:
        problems.append(f"{name} raised {type(error).__name__}: {error}")
        return None
    return told[0] if isinstance(told, tuple) and len(told) == 2 else told


def _encoded(mime: str, data: Any, problems: list[str]) -> dict[str, str] | None:
    if data is None:
        return None
    if isinstance(data, (bytes, bytearray, memoryview)):
        from base64 import b64encode

        is_text, text = False, b64encode(data).decode("ascii")
    elif isinstance(data, str):
        # Pictures that come as text are in base64 by the same conventions.
        is_text, text = not _is_picture(mime), str.__str__(data)
    else:
        is_text, text = True, _json(data, mime, problems)
    if text is None:
        return None
    if len(text) > MAX_FORM:
        problems.append(f"{mime} was left out: it has {len(text):,} characters")
        return None
    return {"mime": mime, "encoding": "text" if is_text else "base64", "data": text}


def _is_picture(mime: str) -> bool:
    return mime == "application/pdf" or (mime.startswith("image/") and not mime.endswith("+xml"))


def _json(data: object, mime: str, problems: list[str]) -> str | None:
    from json import dumps

    try:
        return dumps(data)
    except (TypeError, ValueError, RecursionError) as error:
        problems.append(f"{mime} was left out: {error}")
        return None
