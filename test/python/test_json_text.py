"""JSON is read and written without the `json` package, and as strictly."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from support.adapter import PYTHON_FOLDER

from snakebridge_adapter.wire.json_text import JsonError, parse, to_json

VALUES = [
    None,
    True,
    0,
    -1,
    2**53,
    1.5,
    -0.0,
    "",
    'a"b\\c\n',
    "\ud800",
    "ü€😀",
    [],
    {},
    {"a": [1, {}]},
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_plain_values_round_trip_through_ascii(value):
    text = to_json(value)
    assert text.isascii()
    assert repr(parse(text.encode())) == repr(value)
    assert parse(b" \r\n\t" + text.encode() + b" \n") == value


def test_utf8_is_read_as_it_is():
    assert parse('"ü€😀"'.encode()) == "ü€😀"


BROKEN = [
    b"", b" ", b"{", b"[1", b"[1,]", b"{'a':1}", b'{"a" 1}', b"nul", b"NaN", b"Infinity", b"-Infinity",
    b"1 2", b"[] x", b'"\xff"', b'"\n"', b'"\\x"', b"\xef\xbb\xbf{}", b"9" * 5000, b"[" * 300_000, b'{"a":' * 300_000,
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: repr(text[:12]))
def test_what_is_no_json_is_a_json_error(text):
    with pytest.raises(JsonError):
        parse(text)


def test_what_is_no_json_is_a_json_error_also_when_nothing_else_is_imported():
    program = (
        "import sys; from snakebridge_adapter.wire.json_text import JsonError, parse\n"
        "assert 'json' not in sys.modules\n"
        "for text in (b'{', b'[1', b'x', b'\"\\n\"'):\n"
        "    try: parse(text)\n"
        "    except JsonError: continue\n"
        "    raise SystemExit(repr(text))\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=PYTHON_FOLDER, check=True)


@pytest.mark.parametrize("depth", [500, 1500, 3000])
def test_deep_nesting_is_read_and_written_and_the_recursion_limit_stays(depth):
    limit = sys.getrecursionlimit()
    text = b"[" * depth + b"]" * depth
    value = parse(text)
    assert to_json(value).encode() == text
    assert sys.getrecursionlimit() == limit


def test_what_is_not_plain_is_refused():
    with pytest.raises(TypeError):
        to_json({"a": object()})
    with pytest.raises(ValueError, match="not JSON"):
        to_json([float("nan")])


def test_writing_agrees_with_the_json_package():
    value = {"a": [1, 2.5, "ü"], "b": {"c": None}}
    assert to_json(value) == json.dumps(value, separators=(",", ":"))
