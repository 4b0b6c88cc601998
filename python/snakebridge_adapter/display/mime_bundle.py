"""What an object shows itself as, in the form a front end asks for: the entry of a MIME bundle, as Jupyter calls it.

Runs the object's code; whoever calls this sees to time and interruption. Knows no front end and no wire.
"""

from __future__ import annotations

from base64 import b64decode

from ..inspection.displays import BUNDLE_METHOD, METHODS
from ..inspection.image_data import image_type, pixel_size
from ..wire.static_type import ABSENT, class_name, find_in_mro
from .drawings import drawing_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

MOST_BYTES = 16 * 2**20
"""Of one picture or page, as it is encoded."""
MOST_PIXELS = 64_000_000
"""Of one picture: unpacked, each takes four bytes wherever it is shown."""

_MEGABYTE = 2**20


class Shown:
    """One form of an object: text, or an encoded picture with its size in pixels where that is known."""

    __slots__ = ("data", "mime_type", "size")

    def __init__(self, mime_type: str, data: str | bytes) -> None:
        self.mime_type = mime_type
        self.data = data
        self.size = pixel_size(data) if isinstance(data, bytes) else None


def show(obj: Any, mime_types: Sequence[str]) -> Shown:
    """Return the first of the wanted forms that `obj` gives. A form that fails gives way to the next.

    Raises:
        TypeError: it gives none of them, or not what such a method must give.
        ValueError: it is too large.
    """
    failure: Exception | None = None
    given, method = _at_once(obj, mime_types)
    for mime_type in mime_types:
        try:
            if given is None or mime_type not in given:
                method = METHODS.get(mime_type, "")
                value = _by_method(obj, method)
            else:
                value = given[mime_type]
            if value is not None:
                return _checked(obj, mime_type, value, method)
        except Exception as error:  # the object's own code
            failure = failure or error
    if failure is not None:
        raise failure
    message = f"'{class_name(type(obj))}' shows itself as none of {', '.join(mime_types)}"
    raise TypeError(message)


def _at_once(obj: Any, mime_types: Sequence[str]) -> tuple[dict[Any, Any] | None, str]:
    """Return what needs no method for each form: data that is a picture, a drawing, a bundle; and where it is from."""
    cls = type(obj)
    if cls is bytes or cls is bytearray:
        return {image_type(obj): bytes(obj)}, "the data"
    drawing = drawing_of(obj, mime_types)
    if drawing is not None:
        return drawing, "the library"
    if find_in_mro(cls, BUNDLE_METHOD) in (ABSENT, None):
        return None, ""
    bundle = getattr(obj, BUNDLE_METHOD)(include=list(mime_types), exclude=None)
    # With its metadata, it is a pair.
    bundle = bundle[0] if isinstance(bundle, tuple) else bundle
    return (bundle if isinstance(bundle, dict) else None), BUNDLE_METHOD


def _by_method(obj: Any, name: str) -> Any:
    if not name or find_in_mro(type(obj), name) in (ABSENT, None):
        return None
    value = getattr(obj, name)()
    return value[0] if isinstance(value, tuple) else value


def _checked(obj: object, mime_type: str, value: Any, method: str) -> Shown:
    """Return the value as what it must be: text, or the picture that its bytes say they are."""
    is_text = mime_type == "image/svg+xml" or not mime_type.startswith("image/")
    if is_text and isinstance(value, str):
        return _bounded(Shown(mime_type, str.__str__(value)))
    if not is_text and isinstance(value, (bytes, bytearray, memoryview, str)):
        # In bundles, data is base64.
        data = b64decode(value) if isinstance(value, str) else bytes(value)
        found = image_type(data)
        if found is not None:
            return _bounded(Shown(found, data))
    wanted = "text" if is_text else "an encoded image"
    source = f"{method} of '{class_name(type(obj))}'"
    message = f"{source} gave '{class_name(type(value))}' that is not {wanted} ({mime_type})"
    raise TypeError(message)


def _bounded(shown: Shown) -> Shown:
    data, size = shown.data, shown.size
    if len(data) > MOST_BYTES:
        megabytes = len(data) / _MEGABYTE
        message = f"too large to show: {megabytes:.1f} MB, at most {MOST_BYTES // _MEGABYTE} MB"
        raise ValueError(message)
    if size is not None and size[0] * size[1] > MOST_PIXELS:
        message = f"too large to show: {size[0]} × {size[1]} pixels"
        raise ValueError(message)
    return shown
