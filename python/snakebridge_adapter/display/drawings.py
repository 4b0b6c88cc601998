"""Objects of libraries that are drawn by calling the library: figures of matplotlib, images of Pillow.

No library is imported: its objects came with it. No window opens: a figure draws through its own canvas into memory.
"""

from __future__ import annotations

from ..inspection.displays import is_one_of
from ..inspection.image_data import PNG

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


def drawing_of(obj: Any, mime_types: Sequence[str]) -> dict[Any, Any] | None:
    """Return `obj` as a drawing by its MIME type; None if no library here draws it, or not in a wanted form."""
    cls = type(obj)
    if PNG not in mime_types:
        return None
    if is_one_of(cls, "matplotlib.axes", "Axes") or is_one_of(
        cls, "matplotlib.figure", "SubFigure"
    ):
        return {PNG: figure_png(obj.figure)}
    if is_figure(obj):
        return {PNG: figure_png(obj)}
    if is_one_of(cls, "PIL.Image", "Image"):
        return {PNG: _picture(obj)}
    return None


def is_figure(obj: object) -> bool:
    """Return whether `obj` is a whole figure of matplotlib."""
    return is_one_of(type(obj), "matplotlib.figure", "Figure")


def figure_png(figure: Any, *, is_fitted: bool = False) -> bytes:
    """Return the figure that `figure` is or belongs to; fitted, it has just the room that all in it needs."""
    from io import BytesIO

    while not is_figure(figure):
        figure = figure.figure
    buffer = BytesIO()
    figure.savefig(buffer, format="png", bbox_inches="tight" if is_fitted else None)
    return buffer.getvalue()


def _picture(image: Any) -> bytes:
    from io import BytesIO

    buffer = BytesIO()
    try:
        image.save(buffer, "PNG")
    except (OSError, ValueError):
        # PNG has no such mode: numbers as grey, anything else as colours.
        buffer = BytesIO()
        image.convert("L" if image.mode == "F" else "RGB").save(buffer, "PNG")
    return buffer.getvalue()
