"""What the first bytes of an encoded image tell: its format, and its size in pixels. Decodes nothing."""

from __future__ import annotations

PNG, JPEG, GIF, WEBP = "image/png", "image/jpeg", "image/gif", "image/webp"

_LONGEST_MAGIC = 12
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG after which its size stands."""
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers of a JPEG that have no length."""


def image_type(data: bytes | bytearray) -> str | None:
    """Return the MIME type of encoded image data, None if it is none known here."""
    head = bytes(data[:_LONGEST_MAGIC])
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    return WEBP if head.startswith(b"RIFF") and head.endswith(b"WEBP") else None


def pixel_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of encoded image data, None if it ends before it tells them."""
    read = {PNG: _png_size, JPEG: _jpeg_size, GIF: _gif_size, WEBP: _webp_size}
    kind = image_type(data)
    try:
        return None if kind is None else read[kind](data)
    except IndexError:
        return None


def _number(data: bytes, start: int, count: int, *, is_big: bool = False) -> int:
    if start + count > len(data):
        raise IndexError
    return int.from_bytes(data[start : start + count], "big" if is_big else "little")


def _png_size(data: bytes) -> tuple[int, int]:
    return _number(data, 16, 4, is_big=True), _number(data, 20, 4, is_big=True)


def _gif_size(data: bytes) -> tuple[int, int]:
    return _number(data, 6, 2), _number(data, 8, 2)


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _JPEG_FRAMES:
            height, width = (_number(data, at + field, 2, is_big=True) for field in (5, 7))
            return width, height
        if marker == 0xFF:  # Filling.
            at += 1
        else:
            at += 2 if marker in _JPEG_BARE else 2 + _number(data, at + 2, 2, is_big=True)
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X":
        return _number(data, 24, 3) + 1, _number(data, 27, 3) + 1
    if kind == b"VP8L":
        bits = _number(data, 21, 4)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return _number(data, 26, 2) & 0x3FFF, _number(data, 28, 2) & 0x3FFF
    return None
