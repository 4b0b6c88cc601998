"""Lenses for well-known types of the standard library. None of their modules is imported for it."""

from __future__ import annotations

import ntpath
import posixpath
from enum import Enum

from .atoms import write_bytes, write_int, write_str
from .classes import ABSENT, class_name, is_native, plain_text
from .fields import invoke, read, stored
from .lenses import Lens, register_base, register_named, write_bare, write_items, write_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .preview import Preview

_MAX_DECIMAL_BYTES = 200
_MAX_PATH = 200

_FLAGS = (
    (2, "IGNORECASE"),
    (4, "LOCALE"),
    (8, "MULTILINE"),
    (16, "DOTALL"),
    (64, "VERBOSE"),
    (128, "DEBUG"),
    (256, "ASCII"),
)
"""Flags of regular expressions as they are written; UNICODE is what a pattern of text has anyway."""


def _write_pattern(preview: Preview, pattern: object) -> None:
    source, flags = read(pattern, "pattern"), read(pattern, "flags")
    parts: list[object] = [source]
    names = [name for bit, name in _FLAGS if flags & bit]
    preview.put("type", "re.compile")
    write_items(preview, parts + names, ("(", ")"), _write_pattern_part)


def _write_pattern_part(preview: Preview, part: object) -> None:
    if any(part is name for _, name in _FLAGS):
        preview.put("name", f"re.{part}")
    else:
        write_value(preview, part)


def _write_match(preview: Preview, match: object) -> None:
    start, stop = invoke(match, "span", "re")
    text = read(match, "string")
    preview.put("type", "Match")
    preview.put("text", f" {start}–{stop} ")
    # Only as much of the match as can be shown, which may be many megabytes long.
    stop = min(stop, start + preview.room)
    if issubclass(type(text), str):
        write_str(preview, str.__getitem__(text, slice(start, stop)))
    elif issubclass(type(text), bytes):
        write_bytes(preview, bytes.__getitem__(text, slice(start, stop)))


def _write_enum(preview: Preview, member: object) -> None:
    name, value = plain_text(stored(member, "_name_")), stored(member, "_value_")
    preview.put_name("type", class_name(type(member)))
    if name is not None:
        preview.put("punctuation", ".")
        preview.put_name("name", name)
    if value is not ABSENT:
        preview.put("punctuation", " = ")
        write_value(preview, value)


def _write_moment(module: str) -> Callable[[Preview, Any], None]:
    def write(preview: Preview, moment: Any) -> None:
        if not is_native(type(moment)):
            write_bare(preview, moment)
            return
        zone = read(moment, "tzinfo")
        is_known_zone = zone is ABSENT or zone is None or is_native(type(zone))
        # `isoformat` asks the time zone, which may be a class of the user.
        plain = moment if is_known_zone else moment.replace(tzinfo=None)
        preview.put("number", invoke(plain, "isoformat", module))
        if not is_known_zone:
            preview.put("text", " ")
            write_bare(preview, zone)

    return write


def _write_timedelta(preview: Preview, delta: Any) -> None:
    if is_native(type(delta)):
        preview.put("number", str(delta))
    else:
        write_bare(preview, delta)


def _write_decimal(preview: Preview, number: Any) -> None:
    preview.put_name("type", class_name(type(number)))
    if not is_native(type(number)):
        return
    preview.put("punctuation", "(")
    if number.__sizeof__() > _MAX_DECIMAL_BYTES:
        preview.put("text", f"{number.__sizeof__()} bytes of digits")
    else:
        preview.put("number", f"'{number}'")
    preview.put("punctuation", ")")


def _write_fraction(preview: Preview, fraction: object) -> None:
    numerator, denominator = read(fraction, "_numerator"), read(fraction, "_denominator")
    if type(numerator) is not int or type(denominator) is not int:
        write_bare(preview, fraction)
        return
    write_int(preview, numerator)
    preview.put("punctuation", "/")
    write_int(preview, denominator)


def _write_uuid(preview: Preview, value: object) -> None:
    number = read(value, "int")
    if type(number) is not int or not 0 <= number < 1 << 128:
        write_bare(preview, value)
        return
    digits = f"{number:032x}"
    groups = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
    preview.put("number", "-".join(groups))


def _write_path(join: Callable[..., str]) -> Callable[[Preview, Any], None]:
    def write(preview: Preview, path: object) -> None:
        preview.put_name("type", class_name(type(path)))
        preview.put("punctuation", "(")
        text = _path_text(path, join)
        if text is not None:
            write_str(preview, text)
        preview.put("punctuation", ")")

    return write


def _path_text(path: object, join: Callable[..., str]) -> str | None:
    text = read(path, "_str")
    if type(text) is str:
        return text
    # CPython up to 3.11 keeps parsed parts, later ones what the path was made of.
    for slot in ("_parts", "_raw_paths"):
        parts = read(path, slot)
        if type(parts) is list and parts:
            texts = [str.__getitem__(part, slice(0, _MAX_PATH)) for part in parts[:_MAX_PATH]]
            return join(*texts)
    return "."


def _write_lock(preview: Preview, lock: object) -> None:
    preview.put("type", "lock")
    preview.put("text", " (locked)" if invoke(lock, "locked", "_thread") else " (unlocked)")


def _write_array(preview: Preview, array: Any) -> None:
    preview.put("type", "array")
    items = array[:20] if is_native(type(array)) else ()
    preview.put("punctuation", "(")
    preview.put("string", repr(read(array, "typecode")))
    preview.put("punctuation", ", ")
    write_items(preview, items, ("[", "]"), elided=len(items) > 0 and len(array) > len(items))
    preview.put("punctuation", ")")


def register() -> None:
    """Register the lenses of this module."""
    register_base(Enum, Lens("object", _write_enum))
    register_named("re.Pattern", Lens("object", _write_pattern))
    register_named("re.Match", Lens("object", _write_match))
    for name in ("datetime", "date", "time"):
        register_named(f"datetime.{name}", Lens("object", _write_moment("datetime")))
    register_named("datetime.timedelta", Lens("object", _write_timedelta))
    register_named("decimal.Decimal", Lens("number", _write_decimal, leaf=True))
    register_named("fractions.Fraction", Lens("number", _write_fraction))
    register_named("uuid.UUID", Lens("object", _write_uuid))
    for name, join in (
        ("PosixPath", posixpath.join),
        ("PurePosixPath", posixpath.join),
        ("WindowsPath", ntpath.join),
        ("PureWindowsPath", ntpath.join),
    ):
        # The module's name as CPython 3.13.0 and as all others say it.
        for module in ("pathlib", "pathlib._local"):
            register_named(f"{module}.{name}", Lens("object", _write_path(join)))
    register_named("_thread.lock", Lens("object", _write_lock))
    register_named("array.array", Lens("array", _write_array))
