"""Previews: what a person reads of a value in one line, for every kind of value, within its bounds."""

from __future__ import annotations

import array
import collections
import datetime
import decimal
import enum
import fractions
import functools
import io
import pathlib
import random
import re
import string
import threading
import types
import uuid
from typing import Any

import pytest

from snakebridge_adapter.inspection.preview import MAX_PREVIEW, units
from snakebridge_adapter.inspection.summary import summarize

KINDS = {"string", "number", "keyword", "name", "type", "punctuation", "text"}


class Colour(enum.Enum):
    RED = "red"


class Level(enum.IntEnum):
    LOW = 1


class Point:
    def __init__(self, x: int, y: int) -> None:
        self.x = x
        self.y = y
        self._hidden = True

    def move(self, by: int, *, twice: bool = False) -> None: ...


class Slotted:
    __slots__ = ("empty", "filled")

    def __init__(self) -> None:
        self.filled = 1


class Words(list):
    pass


Pair = collections.namedtuple("Pair", "left right")  # noqa: PYI024


def generate(limit):
    yield limit


def started():
    generator = generate(1)
    next(generator)
    return generator


def finished():
    generator = generate(1)
    list(generator)
    return generator


def itself():
    loop: list[Any] = [1]
    loop.append(loop)
    return loop


PREVIEWS = [
    (None, "none", "None"),
    (True, "boolean", "True"),
    (-7, "number", "-7"),
    (10**400, "number", "int of 1329 bits"),
    (0.1, "number", "0.1"),
    (float("nan"), "number", "nan"),
    (1 - 2j, "number", "(1-2j)"),
    ("it's", "string", '"it\'s"'),
    ("\x1b[0m\u202e\ud800", "string", r"'\x1b[0m\u202e\ud800'"),
    (b"\x00a", "bytes", r"b'\x00a'"),
    (bytearray(b"a"), "bytes", "bytearray(b'a')"),
    (memoryview(b"abc"), "bytes", "memoryview of 3 bytes"),
    ([], "sequence", "[]"),
    ([1, "a", None], "sequence", "[1, 'a', None]"),
    ((), "sequence", "()"),
    ((1,), "sequence", "(1,)"),
    ({"a": [1, {}]}, "mapping", "{'a': [1, {}]}"),
    (set(), "set", "set()"),
    ({1}, "set", "{1}"),
    (frozenset({1}), "set", "frozenset({1})"),
    ([[[[[1]]]]], "sequence", "[[[[…]]]]"),
    (itself(), "sequence", "[1, …]"),
    (list(range(10**6)), "sequence", f"[{', '.join(map(str, range(20)))}, …]"),
    (range(3), "sequence", "range(0, 3)"),
    (range(5, 0, -1), "sequence", "range(5, 0, -1)"),
    (slice(1, None), "object", "slice(1, None, None)"),
    ({"a": 1}.keys(), "set", "dict_keys(['a'])"),
    (types.MappingProxyType({"a": 1}), "mapping", "mappingproxy({'a': 1})"),
    (collections.OrderedDict(a=1), "mapping", "OrderedDict({'a': 1})"),
    (collections.Counter("aab"), "mapping", "Counter({'a': 2, 'b': 1})"),
    (collections.deque([1, 2]), "sequence", "deque([1, 2])"),
    (Pair(1, "b"), "sequence", "Pair(left=1, right='b')"),
    (Words(["a"]), "sequence", "Words(['a'])"),
    (Point(1, 2), "object", "Point(x=1, y=2)"),
    (Slotted(), "object", "Slotted(filled=1)"),
    (object(), "object", "<object>"),
    ([Point(1, 2)], "sequence", "[Point(x=1, y=2)]"),
    (types.SimpleNamespace(a=1), "object", "SimpleNamespace(a=1)"),
    (re.compile(r"\d+"), "object", r"re.compile('\\d+')"),
    (
        re.compile(b"a", re.IGNORECASE | re.MULTILINE),
        "object",
        "re.compile(b'a', re.IGNORECASE, re.MULTILINE)",
    ),
    (re.match("a+", "aaab"), "object", "Match 0–3 'aaa'"),
    (datetime.datetime(2020, 1, 2, 3, 4, 5), "object", "2020-01-02T03:04:05"),
    (
        datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc),
        "object",
        "2020-01-02T00:00:00+00:00",
    ),
    (datetime.date(2020, 1, 2), "object", "2020-01-02"),
    (datetime.time(1, 2), "object", "01:02:00"),
    (datetime.timedelta(days=1, seconds=2), "object", "1 day, 0:00:02"),
    (decimal.Decimal("1.50"), "number", "Decimal('1.50')"),
    (fractions.Fraction(1, 3), "number", "1/3"),
    (uuid.UUID(int=1), "object", "00000000-0000-0000-0000-000000000001"),
    (pathlib.PurePosixPath("/tmp") / "a b", "object", "PurePosixPath('/tmp/a b')"),
    (pathlib.PurePosixPath(), "object", "PurePosixPath('.')"),
    (Colour.RED, "object", "Colour.RED = 'red'"),
    (Level.LOW, "object", "Level.LOW = 1"),
    (array.array("i", [1, 2]), "array", "array('i', [1, 2])"),
    (threading.Lock(), "object", "lock (unlocked)"),
    (Point, "class", "class Point"),
    (Words, "class", "class Words(list)"),
    (Point.move, "function", "Point.move(self, by, *, twice=False)"),
    (Point(1, 2).move, "function", "Point.move(by, *, twice=False)"),
    (len, "function", "len(obj, /)"),
    (str.join, "function", "str.join(iterable, /)"),
    (
        functools.partial(Point(1, 2).move, 1, twice=True),
        "function",
        "partial(Point.move(…), 1, twice=True)",
    ),
    (re, "module", "module re"),
    (ValueError("bad", 1), "error", "ValueError('bad', 1)"),
    (generate(1), "iterator", "generator generate (not started)"),
    (started(), "iterator", "generator generate (suspended)"),
    (finished(), "iterator", "generator generate (finished)"),
    (iter([]), "iterator", "<list_iterator>"),
    (io.StringIO("a"), "object", "<StringIO>"),
    (..., "object", "Ellipsis"),
]


def text_of(obj: object) -> str:
    return "".join(part["text"] for part in summarize(obj)["preview"])


@pytest.mark.parametrize(("obj", "kind", "text"), PREVIEWS, ids=[case[2][:40] for case in PREVIEWS])
def test_reads_like_python(obj, kind, text):
    summary = summarize(obj)
    assert (summary["kind"], text_of(obj)) == (kind, text)
    assert {part["kind"] for part in summary["preview"]} <= KINDS


def test_a_long_text_ends_inside_its_quotes():
    text = text_of("x" * 10**6)
    assert text.startswith("'xxx")
    assert text.endswith("x…'")
    assert len(text) == MAX_PREVIEW


def test_a_text_in_a_container_leaves_room_for_others():
    assert text_of({"key": "v" * 1000, "more": 1}).endswith("…', 'more': 1}")


def test_an_open_file_shows_name_and_mode(tmp_path):
    path = tmp_path / "notes.txt"
    with path.open("w", encoding="utf-8") as file:
        assert text_of(file) == f"TextIOWrapper({str(path)!r}, 'w')"
    assert text_of(file) == f"TextIOWrapper({str(path)!r}, 'w') closed"


def test_a_released_buffer_is_only_named():
    view = memoryview(b"abc")
    view.release()
    assert text_of(view) == "<memoryview>"
    assert summarize(view)["length"] is None


def random_value(source: random.Random, depth: int = 0) -> Any:
    texts = ["", "a", "é", "😀" * 9, "\ud800", "\n", "'" * 30, "mixed ' and \"", "x" * 300]
    leaves = [
        None,
        True,
        3**200,
        -0.5,
        1j,
        b"\xff" * 90,
        Point(1, 2),
        re,
        len,
        Colour.RED,
        ValueError("e" * 500),
    ]
    choice = source.randrange(10)
    if choice < 3 or depth > 4:
        return source.choice(leaves)
    if choice < 5:
        return source.choice(texts) * source.randrange(4)
    items = [random_value(source, depth + 1) for _ in range(source.randrange(30 >> depth))]
    if choice < 7:
        return tuple(items) if choice == 5 else items
    return {
        "".join(source.choices(string.printable, k=source.randrange(60))): item for item in items
    }


@pytest.mark.parametrize("seed", range(40))
def test_no_preview_is_longer_than_the_protocol_allows(seed):
    source = random.Random(seed)
    for _ in range(10):
        value = random_value(source)
        assert units(text_of(value)) <= MAX_PREVIEW
        assert all(part["text"] for part in summarize(value)["preview"])


def test_facts_beside_the_preview():
    summary = summarize(re.compile("a"))
    assert (summary["typeName"], summary["qualifiedType"]) == ("Pattern", "re.Pattern")
    assert summarize([1, 2])["length"] == 2
    assert summarize("é😀")["length"] == 2
    assert summarize([1])["sizeBytes"] == [1].__sizeof__()
    assert summarize(range(10**30))["length"] == 2**53 - 1
    assert summarize(Point(1, 2))["length"] is None
    assert summarize({})["hasChildren"] is False
    assert summarize("abc")["hasChildren"] is False
    assert summarize(Point(1, 2))["hasChildren"] is True


def test_a_user_list_tells_its_stored_length():
    class Liar(list):
        def __len__(self):
            raise AssertionError

    assert summarize(Liar([1, 2]))["length"] == 2


@pytest.fixture
def numpy():
    return pytest.importorskip("numpy")


@pytest.fixture
def pandas():
    return pytest.importorskip("pandas")


def test_a_numpy_array_shows_shape_dtype_and_first_values(numpy):
    summary = summarize(numpy.arange(6, dtype="int32").reshape(2, 3))
    assert summary["kind"] == "array"
    assert (summary["length"], summary["shape"], summary["dtype"]) == (2, [2, 3], "int32")
    assert summary["sizeBytes"] == 24
    assert text_of(numpy.arange(3.0)) == "ndarray float64[3] [0.0, 1.0, 2.0]"
    assert text_of(numpy.zeros(10**6, dtype="u1")).endswith("0, 0, …]")
    assert text_of(numpy.float32(1.5)) == "float32(1.5)"


@pytest.mark.parametrize(
    "dtype", ["bool", "int8", "uint64", "float16", "complex128", "<U3", "S2", "object"]
)
def test_numpy_dtypes_are_named_as_numpy_does(numpy, dtype):
    expected = {"<U3": "<U3", "S2": "S2"}.get(dtype, dtype)
    assert summarize(numpy.zeros(1, dtype=dtype))["dtype"] == expected


def test_a_subclass_of_an_array_shows_no_values(numpy):
    class Hooked(numpy.ndarray):
        def __array_finalize__(self, _):
            if armed:
                raise AssertionError

    armed = False
    array_of_user = numpy.arange(3).view(Hooked)
    armed = True
    assert text_of(array_of_user).startswith("<Hooked")


def test_a_frame_shows_shape_and_columns(pandas):
    frame = pandas.DataFrame({"name": ["a", "b"], "size": [1, 2], "ratio": [0.5, 1.5]})
    summary = summarize(frame)
    assert (summary["kind"], summary["shape"], summary["length"]) == ("table", [2, 3], 2)
    assert text_of(frame) == "DataFrame 2 × 3: name, size, ratio"
    assert summary["sizeBytes"] == 48
    series = summarize(frame["size"])
    assert (series["kind"], series["shape"], series["dtype"]) == ("array", [2], "int64")
    assert text_of(frame["size"]) == "Series 'size': ndarray int64[2] [1, 2]"
