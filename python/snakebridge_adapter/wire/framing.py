"""Bytes to message bodies and back: `Content-Length` frames as LSP has them, and attachments behind a body.

A reader is fed chunks as they come and gives every body that is complete. What is no frame becomes a
`FramingFault` in its place, and reading goes on at the next header. Knows nothing of JSON or descriptors.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence
    from typing import Any, Union

    Frame = Union[bytes, "LadenFrame", "FramingFault"]
    Buffer = Union[bytes, "array[Any]"]

DEFAULT_MAX_BODY_BYTES = 256 * 1024 * 1024
MAX_HEADER_BYTES = 8192
MAX_LENGTH_DIGITS = 15
"""More digits than this is no length anybody sends; it is treated as a malformed header."""
HEAD_BYTES = 256

_FIELD = b"content-length"
_ATTACHMENTS_FIELD = b"snakebridge-attachments"
_START = b"Content-Length: "
_END = b"\r\n\r\n"


class FramingFault(Exception):
    """What arrived in place of a frame cannot be read as one; `head` is how a refused body begins."""

    def __init__(self, message: str, head: bytes = b"") -> None:
        super().__init__(message)
        self.head = head


class LadenFrame:
    """A body and the attachments that came behind it."""

    __slots__ = ("attachments", "body")

    def __init__(self, data: bytes, lengths: list[int]) -> None:
        """Cut `data`, a body followed by attachments of these lengths."""
        view = memoryview(data)
        start = len(data) - sum(lengths)
        self.body = data[:start]
        self.attachments: list[memoryview] = []
        for length in lengths:
            self.attachments.append(view[start : start + length])
            start += length


class FrameReader:
    """Cuts a stream of bytes into message bodies."""

    __slots__ = (
        "_header",
        "_is_lost",
        "_lengths",
        "_max_body_bytes",
        "_missing",
        "_parts",
        "_skip",
        "_usual_header",
        "_usual_size",
    )

    def __init__(self, max_body_bytes: int = DEFAULT_MAX_BODY_BYTES) -> None:
        """Refuse bodies longer than `max_body_bytes`."""
        self._max_body_bytes = max_body_bytes
        self._header = b""
        """Bytes of a header that is not complete yet."""
        self._parts: list[bytes] = []
        """What has come of the body under way, joined once when it is complete."""
        self._lengths: list[int] = []
        """How long the attachments at the end of that body are."""
        self._missing = 0
        """Bytes of that body still to come."""
        self._skip = 0
        """Bytes of a refused body still to be thrown away."""
        self._is_lost = False
        """Whether garbage is being skipped; it is reported once."""
        self._usual_header = b""
        self._usual_size = -1
        """How the last chunk began and how long it was, if it was exactly one frame; else -1."""

    @property
    def missing(self) -> int:
        """How many bytes the body under way lacks; the next read may ask for that many."""
        return self._missing or self._skip

    def feed(self, chunk: bytes) -> list[Frame]:
        """Take the next bytes; return the bodies they complete and the faults they hold, in order."""
        # The usual case: one message in one chunk, as long as the one before.
        if len(chunk) == self._usual_size and chunk.startswith(self._usual_header):
            return [chunk[len(self._usual_header) :]]
        frames: list[Frame] = []
        position = 0
        if self._skip:
            position = min(self._skip, len(chunk))
            self._skip -= position
        elif self._missing:
            position = self._take_body(chunk, frames)
        if position < len(chunk):
            rest = chunk[position:] if position else chunk
            self._take_frames(self._header + rest if self._header else rest, frames)
        self._learn(chunk, frames)
        return frames

    def _learn(self, chunk: bytes, frames: list[Frame]) -> None:
        """Note how a chunk looks that is exactly one frame; the next may look the same."""
        self._usual_size = -1
        is_between = not (self._missing or self._skip or self._header or self._is_lost)
        if is_between and len(frames) == 1 and chunk.startswith(_START):
            header = chunk[: chunk.find(_END) + len(_END)]
            if type(frames[0]) is bytes and len(header) + len(frames[0]) == len(chunk):
                self._usual_header, self._usual_size = header, len(chunk)

    def _take_body(self, chunk: bytes, frames: list[Frame]) -> int:
        part = chunk if len(chunk) <= self._missing else chunk[: self._missing]
        self._parts.append(part)
        self._missing -= len(part)
        if not self._missing:
            frames.append(_complete(b"".join(self._parts), self._lengths))
            self._parts = []
        return len(part)

    def _take_frames(self, data: bytes, frames: list[Frame]) -> None:
        position = 0
        self._header = b""
        while position < len(data):
            end = data.find(_END, position, position + MAX_HEADER_BYTES)
            if end < 0 and len(data) - position < MAX_HEADER_BYTES and not self._is_lost:
                self._header = data[position:]
                return
            header = b"" if end < 0 or self._is_lost else data[position:end]
            length, self._lengths = content_length(header), _attachment_lengths(header)
            if length < sum(self._lengths):
                position = self._recover(data, position, frames)
                continue
            position = self._begin_body(data, end + len(_END), length, frames)

    def _begin_body(self, data: bytes, start: int, length: int, frames: list[Frame]) -> int:
        stop = start + length
        if length > self._max_body_bytes:
            self._skip = max(0, stop - len(data))
            message = f"message of {length} bytes; at most {self._max_body_bytes} are taken"
            frames.append(FramingFault(message, data[start : start + HEAD_BYTES]))
        elif stop <= len(data):
            frames.append(_complete(data[start:stop], self._lengths))
        else:
            self._parts = [data[start:]]
            self._missing = stop - len(data)
        return stop

    def _recover(self, data: bytes, position: int, frames: list[Frame]) -> int:
        """Skip to what looks like the next header; return where it begins."""
        if not self._is_lost:
            self._is_lost = True
            frames.append(FramingFault("malformed header: Content-Length expected"))
            position += 1
        found = data.find(_START, position)
        if found >= 0:
            self._is_lost = False
            return found
        # The header may begin in the last bytes of this chunk.
        self._header = data[max(position, len(data) - len(_START) + 1) :]
        return len(data)


def content_length(header: bytes) -> int:
    """Return the length a header block states, or -1 if it states none."""
    if header.startswith(_START) and header[len(_START) :].isdigit():
        digits = header[len(_START) :]
    else:
        digits = _find_field(header, _FIELD)
    return int(digits) if digits.isdigit() and len(digits) <= MAX_LENGTH_DIGITS else -1


def _attachment_lengths(header: bytes) -> list[int]:
    """Return the lengths a header block states; more than any body if they are malformed."""
    if _ATTACHMENTS_FIELD not in header.lower():
        return []
    texts = _find_field(header, _ATTACHMENTS_FIELD).split(b",")
    is_sound = all(text.isdigit() and len(text) <= MAX_LENGTH_DIGITS for text in texts)
    return [int(text) for text in texts] if is_sound else [10**MAX_LENGTH_DIGITS]


def _find_field(header: bytes, field: bytes) -> bytes:
    for line in header.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == field:
            return value.strip()
    return b""


def _complete(data: bytes, lengths: list[int]) -> Frame:
    return LadenFrame(data, lengths) if lengths else data


def frame(body: str) -> bytes:
    """Return the frame of an ASCII body."""
    return f"Content-Length: {len(body)}\r\n\r\n{body}".encode("ascii")


def laden_frame(body: str, attachments: Sequence[Buffer]) -> list[Buffer]:
    """Return the parts of a frame with attachments, none of them copied."""
    lengths = [memoryview(part).nbytes for part in attachments]
    stated = ",".join(map(str, lengths))
    header = f"Content-Length: {len(body) + sum(lengths)}\r\nSnakebridge-Attachments: {stated}"
    return [f"{header}\r\n\r\n{body}".encode("ascii"), *attachments]
