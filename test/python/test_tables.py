"""Tables: schema, windows of texts, sort and filter, of each library; an open table keeps no object alive."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from support.adapter import RpcError

from snakebridge_adapter.errors import InvalidParams
from snakebridge_adapter.tables.table import MOST_TABLES, Table, Tables

NAN = float("nan")
DAY = datetime.datetime(2020, 1, 1)
LATER = datetime.datetime(2021, 1, 1)
COLUMNS: dict[str, list[Any]] = {
    "whole": [2, None, 10],
    "ratio": [1.5, NAN, 0.25],
    "text": ["x1", "Y", None],
    "day": [DAY, None, LATER],
    "is_on": [True, False, None],
}


def records() -> Any:
    rows = [dict(zip(COLUMNS, row)) for row in zip(*COLUMNS.values())]
    del rows[1]["day"]
    return rows


def pandas_frame() -> Any:
    pandas = pytest.importorskip("pandas")
    kinds = {"whole": "Int64", "is_on": "boolean"}
    return pandas.DataFrame(COLUMNS, index=["p", "q", "r"]).astype(kinds)


def polars_frame() -> Any:
    return pytest.importorskip("polars").DataFrame(COLUMNS)


def arrow_table() -> Any:
    return pytest.importorskip("pyarrow").table(COLUMNS)


MAKERS = [records, pandas_frame, polars_frame, arrow_table]


class Hostile:
    """Code that fails the test when it runs after the objects were made."""

    is_armed = False

    def __hash__(self) -> int:
        return hash("name")

    def _fail(self, *_: object) -> Any:
        assert not Hostile.is_armed
        raise AttributeError

    def __eq__(self, _other: object) -> bool:
        assert not Hostile.is_armed
        return False

    __lt__ = __gt__ = __repr__ = __str__ = __bool__ = __getattr__ = __len__ = _fail


@pytest.fixture
def armed(monkeypatch):
    """Give what lets hostile code fail from then on."""
    return lambda: monkeypatch.setattr(Hostile, "is_armed", True)


class View:
    """A table as a person has it before them."""

    def __init__(self, obj: object) -> None:
        self.obj = obj
        self.table = Table("s", "r", [])
        self.schema = self.table.open(obj)
        self.names = [column["name"] for column in self.schema["columns"]]

    def column(self, name: str = "value") -> list[str | None]:
        number = self.names.index(name)
        window = self.table.window(self.obj, range(100), range(number, number + 1), 200)
        return [row[0] for row in window["cells"]]

    def sorted(self, name: str, *, descending: bool = False) -> list[str | None]:
        self.table.arrange(self.obj, (self.names.index(name), descending), [])
        return self.column(name)

    def filtered(self, name: str, kind: str, text: str) -> list[str | None]:
        self.table.arrange(self.obj, None, [(self.names.index(name), kind, text)])
        return self.column(name)


@pytest.fixture(params=MAKERS, ids=lambda make: make.__name__)
def view(request: Any):
    return View(request.param())


def test_a_table_tells_its_columns_and_their_kinds(view):
    kinds = [column["kind"] for column in view.schema["columns"]]
    assert (view.schema["rows"], view.names) == (3, list(COLUMNS))
    assert kinds[:3] + kinds[4:] == ["number", "number", "text", "boolean"]


def test_cells_are_short_texts_and_missing_ones_are_missing(view):
    assert view.column("whole") == ["2", None, "10"]
    assert view.column("ratio") == ["1.5", None, "0.25"]
    assert view.column("text") == ["x1", "Y", None]
    assert view.column("day") == ["2020-01-01 00:00:00", None, "2021-01-01 00:00:00"]
    assert view.column("is_on") == ["True", "False", None]


def test_a_column_sorts_by_value_with_missing_cells_last(view):
    assert view.sorted("whole") == ["2", "10", None]
    assert view.sorted("whole", descending=True) == ["10", "2", None]
    assert view.sorted("ratio", descending=True) == ["1.5", "0.25", None]
    assert view.sorted("day", descending=True)[0] == "2021-01-01 00:00:00"
    assert view.sorted("text")[-1] is None


def test_filters_let_through_what_they_say(view):
    assert view.filtered("text", "contains", "X") == ["x1"]
    assert view.filtered("text", "equals", "Y") == ["Y"]
    assert view.filtered("whole", "equals", "10") == ["10"]
    assert view.filtered("whole", "less", "10") == ["2"]
    assert view.filtered("ratio", "greater", "0.5") == ["1.5"]
    assert view.filtered("day", "greater", "2020-06-01") == ["2021-01-01 00:00:00"]
    assert view.filtered("is_on", "equals", "true") == ["True"]
    assert view.filtered("whole", "contains", "1") == ["10"]


def test_filters_and_sort_go_together_and_can_be_taken_back(view):
    filters = [(view.names.index("ratio"), "greater", "0")]
    arranged = view.table.arrange(view.obj, (view.names.index("whole"), True), filters)
    assert (arranged, view.column("whole")) == ({"rows": 2}, ["10", "2"])
    assert view.table.arrange(view.obj, None, []) == {"rows": 3}
    assert view.column("whole") == ["2", None, "10"]


def test_rows_are_called_by_their_labels_and_know_their_place():
    view = View(pandas_frame())
    view.table.arrange(view.obj, (0, True), [])
    window = view.table.window(view.obj, range(1, 3), range(1), 200)
    assert (window["start"], window["labels"], window["positions"]) == (1, ["p", "q"], [0, 1])


def test_lists_of_lists_and_of_values_are_tables():
    view = View([[1, "a"], (2,), 5])
    assert view.names == ["0", "1"]
    assert (view.column("0"), view.column("1")) == (["1", "2", None], ["a", None, None])
    assert View([3, 1, 2]).sorted("value") == ["1", "2", "3"]
    assert View(["b", 2, 1.5, None, "a"]).sorted("value") == ["1.5", "2", "a", "b", None]


def test_no_code_of_the_user_runs_for_a_list(armed):
    rows = [{Hostile(): 1, "name": Hostile(), "size": 2}, {"name": "x", "size": 1}]
    armed()
    view = View(rows)
    assert view.names == ["name", "size"]
    assert view.sorted("name") == ["x", "<Hostile>"]
    assert view.filtered("name", "contains", "hostile") == ["<Hostile>"]
    assert view.filtered("name", "equals", "x") == ["x"]


@pytest.mark.filterwarnings("error")
def test_no_code_of_the_users_objects_runs_in_a_frame(armed):
    frame = pytest.importorskip("pandas").DataFrame({"any": ["x", Hostile(), None]})
    armed()
    view = View(frame)
    assert view.sorted("any", descending=True) == ["<Hostile>", "x", None]
    assert view.filtered("any", "contains", "X") == ["x"]


@pytest.mark.parametrize(
    ("make", "names", "first"),
    [
        (lambda numpy: numpy.array([3, 1]), ["value"], ["3"]),
        (lambda numpy: numpy.array(7), ["value"], ["7"]),
        (lambda numpy: numpy.array([[0.1, 2]], dtype="f4"), ["0", "1"], ["0.1", "2.0"]),
        (lambda numpy: numpy.zeros((1, 1, 2), dtype=bool), ["0, 0", "0, 1"], ["False", "False"]),
        (lambda numpy: numpy.array([(1, "a")], dtype="i4, U1"), ["f0", "f1"], ["1", "a"]),
        (lambda numpy: numpy.zeros((0, 2)), ["0", "1"], None),
    ],
)
def test_an_array_of_any_shape_is_a_table(make, names, first):
    view = View(make(pytest.importorskip("numpy")))
    window = view.table.window(view.obj, range(1), range(10), 200)
    assert (view.names, window["cells"]) == (names, [] if first is None else [first])


def test_an_array_sorts_stably_both_ways():
    numpy = pytest.importorskip("numpy")
    array = numpy.array([(1, 0), (NAN, 1), (0, 2), (1, 3)])
    view = View(array)
    view.sorted("0", descending=True)
    assert view.column("1") == ["0.0", "3.0", "2.0", "1.0"]
    assert view.filtered("0", "equals", "1") == ["1.0", "1.0"]


@pytest.mark.parametrize("make", MAKERS[1:])
def test_a_filter_that_is_no_value_of_its_column_says_so(make):
    view = View(make())
    with pytest.raises(ValueError, match="not a number"):
        view.filtered("whole", "less", "many")


def test_an_object_that_grew_is_arranged_anew():
    values = [3, 1]
    view = View(values)
    view.sorted("value")
    values.append(2)
    assert view.column() == ["1", "2", "3"]


def test_a_long_text_is_cut_unless_one_wants_more():
    view = View(["x" * 1_000])
    assert [len(text or "") for text in view.column()] == [200]
    window = view.table.window(view.obj, range(1), range(1), 5_000)
    assert len(window["cells"][0][0]) == 1_000


def test_what_is_no_table_is_refused():
    with pytest.raises(TypeError, match="'dict' is not a table"):
        View({})


def test_tables_of_dead_refs_and_those_over_the_most_are_forgotten():
    alive = True
    tables = Tables(lambda _: alive)
    first = tables.keep(Table("s", "r", []))
    for _ in range(MOST_TABLES):
        tables.keep(Table("s", "r", []))
    assert len(tables) == MOST_TABLES
    with pytest.raises(InvalidParams, match="closed"):
        tables.find(first, "s")
    alive = False
    tables.close("none")
    assert not len(tables)


@pytest.fixture
def opened(adapter):
    def open_table(source: str) -> tuple[Any, dict[str, Any]]:
        ref = adapter.ask("snakebridge/run", {"session": "s", "source": source, "as": "ref"})
        place = {"session": "s", "ref": ref["id"]}
        return ref, adapter.ask("snakebridge/tableOpen", place)

    return open_table


def test_a_table_is_opened_arranged_read_and_closed_over_the_wire(adapter, opened):
    _, table = opened("[{'n': 2}, {'n': 1}]")
    place = {"session": "s", "table": table["table"]}
    sort = {"column": 0, "descending": False}
    arranged = adapter.ask("snakebridge/tableArrange", {**place, "sort": sort, "filters": []})
    window = adapter.ask("snakebridge/tableWindow", place)
    assert (arranged, window["cells"]) == ({"rows": 2}, [["1"], ["2"]])
    assert adapter.ask("snakebridge/tableClose", place) is None
    with pytest.raises(RpcError, match="closed"):
        adapter.ask("snakebridge/tableWindow", place)


def test_an_open_table_keeps_nothing_alive_and_says_that_its_ref_went(adapter, opened):
    source = "import weakref\nclass L(list): pass\nL"
    adapter.ask("snakebridge/run", {"session": "s", "source": source, "as": "ref"})
    ref, table = opened("held = L([1])\ngone = weakref.ref(held)\n[held]")
    adapter.ask("snakebridge/run", {"session": "s", "source": "del held"})
    place = {"session": "s", "table": table["table"]}
    adapter.ask("snakebridge/tableWindow", place)
    adapter.ask("snakebridge/release", {"session": "s", "refs": [ref["id"]]})
    assert adapter.ask("snakebridge/run", {"session": "s", "source": "gone() is None"}) is True
    with pytest.raises(RpcError, match="not found"):
        adapter.ask("snakebridge/tableWindow", place)


def test_a_sort_that_lasts_can_be_cancelled_and_has_a_budget(adapter, opened):
    _, table = opened("import random\n[random.random() for _ in range(400_000)]")
    params = {
        "session": "s",
        "table": table["table"],
        "sort": {"column": 0, "descending": False},
        "filters": [],
    }
    with pytest.raises(RpcError, match="longer than 1 ms"):
        adapter.ask("snakebridge/tableArrange", {**params, "budgetMs": 1})
