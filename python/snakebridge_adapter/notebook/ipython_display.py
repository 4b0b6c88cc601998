"""The classes that notebooks show with, for where IPython is not installed: text and pictures with their media type.

Their names, their arguments and what they show are IPython's.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "HTML",
    "JSON",
    "SVG",
    "DisplayObject",
    "IFrame",
    "Image",
    "Javascript",
    "Latex",
    "Markdown",
    "Math",
    "Pretty",
]


class DisplayObject:
    """Something to show: given as it is, or read from a file."""

    def __init__(
        self,
        data: Any = None,
        url: str | None = None,
        filename: str | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> None:
        """Keep the data. A file is read now; what stands elsewhere is not fetched."""
        self.data = data
        self.url = url
        self.filename = filename
        self.metadata = metadata or {}
        if data is None and filename is not None:
            self.reload()

    def reload(self) -> None:
        """Read the file again."""
        if self.filename is not None:
            with open(self.filename, encoding="utf-8") as file:
                self.data = file.read()

    def __repr__(self) -> str:
        return f"<IPython.core.display.{type(self).__name__} object>"


class Pretty(DisplayObject):
    """Plain text."""

    def __repr__(self) -> str:
        return str(self.data)


class HTML(DisplayObject):
    """HTML."""

    def _repr_html_(self) -> Any:
        return self.data


class Markdown(DisplayObject):
    """Markdown."""

    def _repr_markdown_(self) -> Any:
        return self.data


class Latex(DisplayObject):
    """LaTeX with its delimiters."""

    def _repr_latex_(self) -> Any:
        return self.data


class Math(DisplayObject):
    """A formula."""

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {str(self.data).strip('$')}$"


class SVG(DisplayObject):
    """A drawing."""

    def _repr_svg_(self) -> Any:
        return self.data


class JSON(DisplayObject):
    """Data, given as such or as text."""

    def __init__(self, data: Any = None, *args: Any, **options: Any) -> None:
        """Read text as JSON."""
        from json import loads

        super().__init__(loads(data) if isinstance(data, str) else data, *args, **options)

    def _repr_json_(self) -> Any:
        return self.data


class Javascript(DisplayObject):
    """A script, which the front end may refuse to run."""

    def _repr_javascript_(self) -> Any:
        return self.data


class IFrame:
    """A page that stands elsewhere."""

    def __init__(self, src: str, width: object, height: object, **_options: Any) -> None:
        """Show `src` in a frame of that size."""
        self.src, self.width, self.height = src, width, height

    def _repr_html_(self) -> str:
        from html import escape

        size = f'width="{escape(str(self.width))}" height="{escape(str(self.height))}"'
        return f'<iframe {size} src="{escape(self.src)}" frameborder="0" allowfullscreen></iframe>'


class Image(DisplayObject):
    """A picture: its bytes, or those of a file."""

    def __init__(self, data: Any = None, url: str | None = None, filename: str | None = None,
                 **options: Any) -> None:  # fmt: skip
        """Keep the bytes; text that is given as data names a file, or an address."""
        if isinstance(data, str):
            is_address = data.startswith(("http:", "https:"))
            url, filename = (data, filename) if is_address else (url, data)
            data = None
        self.width, self.height = options.get("width"), options.get("height")
        super().__init__(data, url, filename)

    def reload(self) -> None:
        """Read the file again."""
        if self.filename is not None:
            with open(self.filename, "rb") as file:
                self.data = file.read()

    def _repr_mimebundle_(self, **_options: object) -> dict[str, Any]:
        from ..inspection.image_data import image_type

        data: Any = self.data
        found = image_type(data) if isinstance(data, bytes) else None
        return {} if found is None else {found: data}

    def _repr_html_(self) -> str | None:
        from html import escape

        if self.url is None:
            return None
        sizes = {"width": self.width, "height": self.height}
        told = "".join(f' {name}="{size}"' for name, size in sizes.items() if size is not None)
        return f'<img src="{escape(self.url)}"{told}/>'
