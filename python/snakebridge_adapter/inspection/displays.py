"""Which pictures an object offers of itself, by its class alone. Nothing of it is called, nor asked for by name.

What is offered need not come: only running the object's code tells, and only a person's click does that.
"""

from __future__ import annotations

from ..wire.static_type import class_dict, class_mro, module_attribute
from .classes import ABSENT, is_native
from .image_data import image_type
from .lenses import exact_types

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

IMAGE, HTML = "image", "html"
"""`DisplayKind` of the protocol."""

METHODS = {
    "image/png": "_repr_png_",
    "image/svg+xml": "_repr_svg_",
    "image/jpeg": "_repr_jpeg_",
    "text/html": "_repr_html_",
}
"""By which method an object shows itself as what, as IPython named them."""

BUNDLE_METHOD = "_repr_mimebundle_"

_OFFERS = {
    **{name: (HTML if kind == "text/html" else IMAGE,) for kind, name in METHODS.items()},
    BUNDLE_METHOD: (IMAGE, HTML),
}

DRAWN = (("matplotlib.figure", "FigureBase"), ("matplotlib.axes", "Axes"))
"""Classes of which the picture is all there is to show; what they say in HTML is for other front ends."""


def displays_of(obj: Any) -> list[str]:
    """Return as what `obj` offers to show itself: `image`, `html`, both or nothing."""
    cls = type(obj)
    if cls is bytes or cls is bytearray:
        return [IMAGE] if image_type(obj) else []
    if id(cls) in exact_types:
        return []
    if any(is_one_of(cls, *name) for name in DRAWN):
        return [IMAGE]
    offered = {kind for name in _defined(cls) for kind in _OFFERS[name]}
    return [kind for kind in (IMAGE, HTML) if kind in offered]


def is_one_of(cls: type, module: str, name: str) -> bool:
    """Return whether `cls` is, or is derived from, a class of a library that the program has loaded."""
    wanted = module_attribute(module, name)
    return wanted is not ABSENT and any(base is wanted for base in class_mro(cls))


def _defined(cls: type) -> list[str]:
    """Return the methods of `_OFFERS` that `cls` has; one that is set to None is none."""
    found: dict[str, object] = {}
    for base in class_mro(cls):
        namespace = class_dict(base)
        if is_native(base):
            items = [(name, namespace[name]) for name in _OFFERS if name in namespace]
        else:
            # A lookup by name could ask the `__eq__` of another key.
            items = [item for item in list(namespace.items()) if type(item[0]) is str]
        for name, value in items:
            if name in _OFFERS:
                found.setdefault(name, value)
    return [name for name, value in found.items() if value is not None]
