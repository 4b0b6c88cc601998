"""Lenses for open files: name, mode, whether closed; read from the file at the bottom, past the layers above it.

The layers themselves are not asked: over a stream written in Python they would run its code.
"""

from __future__ import annotations

from .classes import ABSENT, class_name, is_native, qualified_name
from .fields import read, stored
from .lenses import Lens, register_named, write_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .preview import Preview

_LAYERS = {
    "_io.TextIOWrapper": "buffer",
    "_io.BufferedReader": "raw",
    "_io.BufferedWriter": "raw",
    "_io.BufferedRandom": "raw",
}
"""By type: the field that holds the layer below."""

_FILE = "_io.FileIO"


def _write_file(preview: Preview, file: object) -> None:
    preview.put_name("type", class_name(type(file)))
    bottom = _bottom(file)
    if bottom is None:
        return
    mode = stored(file, "mode")
    preview.put("punctuation", "(")
    write_value(preview, stored(bottom, "name"))
    preview.put("punctuation", ", ")
    write_value(preview, read(bottom, "mode", "_io") if mode is ABSENT else mode)
    preview.put("punctuation", ")")
    if read(bottom, "closed", "_io"):
        preview.put("text", " closed")


def _bottom(file: object) -> object | None:
    """Return the file that all layers stand on, None if one of them is not what the interpreter made."""
    while is_native(type(file)):
        name = qualified_name(type(file))
        if name == _FILE:
            return file
        if name not in _LAYERS:
            return None
        file = read(file, _LAYERS[name])
    return None


def register() -> None:
    """Register the lenses of this module."""
    for name in (_FILE, *_LAYERS):
        register_named(name, Lens("object", _write_file))
