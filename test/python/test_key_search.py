"""Going to an index, a key or an element: found by what a person types, and by no code of the objects."""

from __future__ import annotations

import warnings
from collections import OrderedDict, deque
from types import MappingProxyType
from typing import Any

import pytest

from snakebridge_adapter.errors import InvalidParams
from snakebridge_adapter.handlers import inspection
from snakebridge_adapter.inspection import key_search
from snakebridge_adapter.language.literals import literal_of
from snakebridge_adapter.registry.registry import Registry
from snakebridge_adapter.worker.context import Context

MILLION = 10**6


def seek(obj: object, text: str, **params: Any) -> dict[str, Any]:
    context = Context()
    context.registry = Registry(lambda: 0.0)
    ref = context.registry.store(context.registry.session("s"), obj).id
    address = {"session": "s", "ref": ref}
    return inspection.children(context, {**address, "seek": text, **params})


def position(obj: object, text: str) -> int | None:
    return seek(obj, text)["sought"]["position"]


@pytest.mark.parametrize("make", [list, tuple, deque])
def test_an_index_counts_from_either_end(make: Any):
    obj = make(range(250))
    assert [position(obj, text) for text in ("0", "249", "-1", "-250")] == [0, 249, 249, 0]
    assert [position(obj, text) for text in ("250", "-251", "x", "1.0", "True")] == [None] * 5


def test_the_window_that_has_the_item_comes_with_it():
    found = seek(range(250), "-1", count=100)
    assert (found["start"], found["total"], len(found["children"])) == (200, 250, 50)
    assert found["children"][49]["name"] == "249"
    assert found["sought"] == {"by": "index", "text": "-1", "position": 249, "next": None}


def test_without_the_item_there_is_no_window():
    found = seek(range(10), "12")
    assert (found["total"], found["children"]) == (10, [])
    assert found["sought"] == {"by": "index", "text": "12", "position": None, "next": None}


KEYS: dict[Any, str] = {
    "name": "a", 42: "b", (1, "a"): "c", None: "d", 2.5: "e", b"x": "f", "1": "g", 10**20: "h", False: "i",
}  # fmt: skip


@pytest.mark.parametrize(
    "mapping", [KEYS, OrderedDict(KEYS), MappingProxyType(KEYS)], ids=["dict", "ordered", "proxy"]
)
def test_keys_are_typed_as_literals_and_strings_also_bare(mapping: Any):
    texts = ["'name'", "name", "42", "(1, 'a')", "None", "2.5", "b'x'", "'1'", str(10**20), "False"]
    assert [position(mapping, text) for text in texts] == [0, 0, 1, 2, 3, 4, 5, 6, 7, 8]
    assert [position(mapping, text) for text in ("nam", "1", "[1]", "(1,)", "nan")] == [None] * 5


def test_what_was_understood_is_told():
    sought = [seek({}, text)["sought"] for text in ("a b", "'a b'", "-1", "[1]", "f()")]
    assert [each["text"] for each in sought] == ["'a b'", "'a b'", "-1", "[1]", "'f()'"]
    assert {each["by"] for each in sought} == {"key"}


def test_an_element_of_a_set_is_found_by_itself():
    for obj in ({10, "a"}, frozenset((10, "a")), {10: 0, "a": 1}.keys()):
        found = seek(obj, "a")
        row = found["children"][found["sought"]["position"]]
        assert "".join(part["text"] for part in row["summary"]["preview"]) == "'a'"
        assert seek(obj, "0")["sought"] == {
            "by": "element",
            "text": "0",
            "position": None,
            "next": None,
        }


def test_no_code_of_a_key_runs():
    class Key:
        asked = 0

        def __hash__(self) -> int:
            Key.asked += 1
            return hash("name")

        def __eq__(self, _other: object) -> bool:
            Key.asked += 1
            return True

    class Text(str):
        __slots__ = ()
        __hash__: Any = Key.__hash__
        __eq__: Any = Key.__eq__

    keys: list[Any] = [Key(), Text("name"), (Key(),)]
    mapping = dict.fromkeys(keys, 0)
    elements = set(keys)
    Key.asked = 0
    assert [position(mapping, text) for text in ("name", "(1,)", "1")] == [None] * 3
    assert position(elements, "name") is None
    assert Key.asked == 0


def test_a_long_walk_is_cut_in_slices(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(key_search, "SLICE_SECONDS", 0)
    mapping = dict.fromkeys(range(MILLION))
    start, slices = 0, 0
    while True:
        sought = seek(mapping, "999999", start=start)["sought"]
        slices += 1
        if sought["next"] is None:
            break
        start = sought["next"]
    assert (sought["position"], slices) == (MILLION - 1, 4)
    assert seek(mapping, "no", start=start)["sought"] == {
        "by": "key",
        "text": "'no'",
        "position": None,
        "next": None,
    }


def test_doubtful_literals_are_read_without_a_warning():
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert literal_of(r"'\d'") == "\\d"
        assert literal_of("1if") == "1if"
    assert told == []


@pytest.mark.parametrize("text", ["(" * 900, "9" * 900, "-" * 900 + "1", "a; b", "", "\0"])
def test_whatever_is_typed_is_a_key(text: str):
    assert position({"a": 1}, text) is None


def test_what_cannot_be_sought_is_refused():
    with pytest.raises(InvalidParams, match="has no items"):
        seek(object(), "1")
    with pytest.raises(InvalidParams, match="at most 1000 characters"):
        seek([], "1" * 1001)
