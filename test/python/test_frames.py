"""Frames, series and indexes of pandas: columns, rows and labels are read from their arrays; nothing of pandas runs."""

from __future__ import annotations

import sys
import time
from typing import Any

import pytest

from snakebridge_adapter.errors import InvalidParams
from snakebridge_adapter.inspection.children import Children
from snakebridge_adapter.inspection.contents import parts_from
from snakebridge_adapter.inspection.key_search import seek
from snakebridge_adapter.inspection.paths import walk
from snakebridge_adapter.inspection.summary import summarize

pandas = pytest.importorskip("pandas", reason="pandas is not installed: its frames are not tested")
numpy = pytest.importorskip("numpy")


def rows_of(obj: object, start: int = 0, count: int = 100) -> list[dict[str, Any]]:
    return Children([obj], lambda _: None).window("items", start, count)["children"]


def text_of(summary: dict[str, Any]) -> str:
    return "".join(part["text"] for part in summary["preview"])


def names_of(obj: object) -> list[str]:
    return [row["name"] for row in rows_of(obj)]


def texts_of(obj: object) -> list[str]:
    return [text_of(row["summary"]) for row in rows_of(obj)]


@pytest.fixture
def frame():
    return pandas.DataFrame(
        {
            "whole": [1, 2, 3],
            "text": ["x", "y", None],
            "more": [4, 5, 6],
            "kind": pandas.Categorical(["x", None, "z"]),
            "day": pandas.to_datetime(["2020-01-01", "2021-01-01", None]),
            "maybe": pandas.array([1, None, 3], dtype="Int64"),
        },
        index=["p", "q", "r"],
    )


def test_a_frame_opens_to_its_rows_and_its_columns(frame):
    assert names_of(frame) == ["rows", *(f"'{label}'" for label in frame.columns)]
    columns = dict(zip(names_of(frame)[1:], texts_of(frame)[1:]))
    assert columns["'whole'"] == "ndarray int64[3] [1, 2, 3]"
    assert columns["'more'"] == "ndarray int64[3] [4, 5, 6]"
    assert columns["'kind'"] == "Categorical ['x', None, 'z']"
    assert columns["'maybe'"] == "IntegerArray [int64(1), None, int64(3)]"


def test_each_row_is_its_cells_by_label(frame):
    rows = walk(frame, [{"item": 0}])[-1]
    assert [row["name"] for row in rows_of(rows)] == ["0", "1", "2"]
    second = walk(frame, [{"item": 0}, {"item": 1}])[-1]
    assert list(second) == list(frame.columns)
    assert text_of(summarize(second["day"])) == "datetime64(2021-01-01T00:00:00.000000000)"
    assert (second["whole"], second["kind"], second["maybe"]) == (2, None, None)


def test_a_column_is_reached_by_its_label_and_a_cell_by_its_position(frame):
    column = walk(frame, [{"key": "more"}])[-1]
    assert texts_of(column) == ["int64(4)", "int64(5)", "int64(6)"]
    assert walk(frame, [{"key": "kind"}, {"item": 2}])[-1] == "z"
    with pytest.raises(InvalidParams, match="no such item"):
        walk(frame, [{"key": "nothing"}])


def test_labels_that_are_said_twice_or_are_no_plain_data_become_positions():
    frame = pandas.DataFrame([[1, 2, 3]], columns=["a", "a", pandas.Timestamp("2020-01-01")])
    assert names_of(frame) == ["rows", "'a'", "1", "2"]
    several = pandas.DataFrame({("a", "b"): [1], ("a", "c"): [2]})
    assert names_of(several) == ["rows", "0", "1"]


def test_series_and_indexes_open_to_their_values(frame):
    assert texts_of(frame["text"]) == ["'x'", "'y'", "None"]
    assert texts_of(frame["maybe"]) == ["int64(1)", "None", "int64(3)"]
    assert texts_of(frame.index) == ["'p'", "'q'", "'r'"]
    assert texts_of(pandas.RangeIndex(5, 8)) == ["5", "6", "7"]
    assert text_of(summarize(pandas.RangeIndex(3))) == "RangeIndex [0, 1, 2]"


def test_rows_of_a_long_frame_come_at_once():
    frame = pandas.DataFrame({f"c{n}": numpy.arange(10**7, dtype="i4") for n in range(5)})
    began = time.process_time()
    rows = walk(frame, [{"item": 0}])[-1]
    window = Children([rows], lambda _: None).window("items", 10**7 - 100, 100)
    assert (window["total"], len(window["children"])) == (10**7, 100)
    assert time.process_time() - began < 0.15


def test_a_search_goes_through_columns_and_not_through_rows_again(frame):
    rows = walk(frame, [{"item": 0}])[-1]
    assert [part.name for part, _ in parts_from(frame, 0)][:2] == ["rows", "'whole'"]
    assert not list(parts_from(rows, 0))


def test_looking_runs_nothing_of_pandas(frame):
    frames = [frame, frame["kind"], frame.index]
    called: list[str] = []

    def watch(code_frame: Any, event: str, _arg: object) -> None:
        if event == "call" and "pandas" in code_frame.f_code.co_filename:
            called.append(code_frame.f_code.co_name)

    sys.setprofile(watch)
    try:
        for obj in frames:
            rows_of(obj)
            summarize(obj)
        rows_of(walk(frame, [{"item": 0}])[-1])
    finally:
        sys.setprofile(None)
    assert not called


def test_a_class_that_only_bears_the_name_has_no_items():
    class DataFrame:
        def __getattr__(self, name: str) -> Any:
            raise AssertionError

    DataFrame.__module__ = "pandas.core.frame"
    DataFrame.__qualname__ = "DataFrame"
    fake = DataFrame()
    fake.__dict__["_mgr"] = object()
    assert names_of(fake) == ["rows"]
    assert rows_of(walk(fake, [{"item": 0}])[-1]) == []


def test_a_column_is_sought_by_its_label_and_a_row_by_its_number(frame: Any):
    rows = Children([frame], lambda _: None).window("items", 0, 1)["children"]
    assert seek(frame, "more", 0) == {"by": "key", "text": "'more'", "position": 3, "next": None}
    found = seek(walk(frame, [rows[0]["step"]])[-1], -1, 0)
    assert found == {"by": "index", "text": "-1", "position": 2, "next": None}
    assert seek(frame["whole"], 1, 0)["position"] == 1
