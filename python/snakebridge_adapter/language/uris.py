"""Paths of files as URIs, on the machine the worker runs on or any other."""

from __future__ import annotations

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def file_uri(path: str) -> str:
    r"""Return the `file` URI of an absolute path, of Windows (`C:\a`, `\\host\a`) too."""
    if path[1:2] == ":":
        return f"file:///{path[0].lower()}%3A{_quoted(path[2:].replace(chr(92), '/'))}"
    if path.startswith("\\\\"):
        return f"file:{_quoted(path.replace(chr(92), '/'))}"
    return f"file://{_quoted(path)}"


def _quoted(path: str) -> str:
    return "".join(
        [
            chr(byte) if byte in _PLAIN else f"%{byte:02X}"
            for byte in path.encode("utf-8", "surrogateescape")
        ]
    )
