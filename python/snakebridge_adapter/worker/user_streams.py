"""What user code finds as `sys.stdout` and `sys.stderr`: text streams that hand everything to `Output`.

In a child made by `fork` they write to the descriptor instead: the client is the parent's business.
"""

from __future__ import annotations

import io
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

DESCRIPTORS = {"stdout": 1, "stderr": 2}


class UserStream(io.TextIOBase):
    """A text stream whose text goes to the client."""

    def __init__(self, stream: str, write: Callable[[str, str], None]) -> None:
        """Hand text to `write(stream, text)`."""
        self._stream = stream
        self._write = write
        self._buffer = UserBuffer(self)

    @property
    def name(self) -> str:
        """The name that the stream Python makes has."""
        return f"<{self._stream}>"

    @property
    def mode(self) -> str:
        """How it is open."""
        return "w"

    # What typeshed has as attributes are properties in CPython's own streams too.
    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding of `buffer` and of the descriptor."""
        return "utf-8"

    @property
    def errors(self) -> str:  # type: ignore[override]
        """How what cannot be encoded is treated."""
        return "backslashreplace"

    @property
    def line_buffering(self) -> bool:
        """Whether lines go out at once; they go out soon."""
        return True

    @property
    def buffer(self) -> UserBuffer:
        """The same stream for bytes."""
        return self._buffer

    def write(self, text: str) -> int:
        """Write text; return its length."""
        # Those who write are not held to types.
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            message = f"write() argument must be str, not {type(text).__name__}"
            raise TypeError(message)
        if text:
            # A subclass of str may have methods of its own; only its characters go on.
            self._write(self._stream, text if type(text) is str else str.__str__(text))
        return len(text)

    def writable(self) -> bool:
        """Return True."""
        return True

    def fileno(self) -> int:
        """Return the descriptor, which is captured, too."""
        return DESCRIPTORS[self._stream]

    def reconfigure(self, **_options: Any) -> None:
        """Accept what callers ask of a text stream; nothing here depends on it."""

    def close(self) -> None:
        """Stay open: it is the process's, not the caller's."""


class UserBuffer(io.BufferedIOBase):
    """The bytes side of a `UserStream`."""

    def __init__(self, text: UserStream) -> None:
        from codecs import getincrementaldecoder

        self._text = text
        self._decoder = getincrementaldecoder("utf-8")("replace")

    @property
    def name(self) -> int:
        """The descriptor, as Python's own buffers have it."""
        return self._text.fileno()

    def write(self, data: Any) -> int:
        """Write bytes; return how many."""
        view = memoryview(data)
        self._text.write(self._decoder.decode(view.tobytes()))
        return view.nbytes

    def writable(self) -> bool:
        """Return True."""
        return True

    def fileno(self) -> int:
        """Return the descriptor, which is captured, too."""
        return self._text.fileno()

    def close(self) -> None:
        """Stay open: it is the process's, not the caller's."""


def write_to_descriptor(stream: str, text: str) -> None:
    """Write `text` to the descriptor itself, as a child made by `fork` must."""
    data = text.encode("utf-8", "backslashreplace")
    while data:
        data = data[os.write(DESCRIPTORS[stream], data) :]
