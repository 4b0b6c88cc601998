"""Lenses for open files: name, mode, whether closed; read from the file at the bottom, past the layers above it.

The layers themselves are not asked: over a stream written in Python they would run its code.
"""

from __future__ import annotations

from .classes import MISSING, class_name, find, is_native, qualified_name
from .fields import instance_dict, read
from .lenses import Lens, register_named, write_items

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
    facts: list[object] = []
    if bottom is not None:
        name = find(dict.items(instance_dict(bottom) or {}), "name")
        mode = find(dict.items(instance_dict(file) or {}), "mode")
        if name is not MISSING:
            facts.append(name)
        facts.append(read(bottom, "mode", "_io") if mode is MISSING else mode)
    write_items(preview, facts, ("(", ")"))
    if bottom is not None and read(bottom, "closed", "_io"):
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
