"""Tables that a person has open: where the object is, and in which order its rows are shown.

An open table keeps no object alive: each request finds it anew by its address, and sees what it has become.
"""

from __future__ import annotations

from ..errors import InvalidParams
from .cells import FILTERS, cell_text
from .sources import source_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .source import Source

MOST_TABLES = 32
"""Tables open at a time; of more, those that were used longest ago are forgotten."""


class Table:
    """An open table. `path` leads from a ref of a session to its object."""

    def __init__(self, session_id: str, ref_id: str, path: list[Any]) -> None:
        self.session_id = session_id
        self.ref_id = ref_id
        self.path = path
        self._sort: tuple[int, bool] | None = None
        self._filters: list[tuple[int, str, str]] = []
        self._positions: Any = None
        """The rows that are shown, in order; None: all, as they stand."""
        self._rows = 0
        """How many rows the object had when they were arranged."""

    def open(self, obj: object) -> dict[str, Any]:
        """Return the schema of `obj`."""
        source = source_of(obj)
        columns = [{"name": c.name, "dtype": c.dtype, "kind": c.kind} for c in source.columns]
        self._rows = source.rows
        return {"rows": source.rows, "columns": columns}

    def arrange(
        self, obj: object, sort: tuple[int, bool] | None, filters: list[tuple[int, str, str]]
    ) -> dict[str, Any]:
        """Sort and filter anew; return how many rows are left."""
        source = source_of(obj)
        for column in [*([sort[0]] if sort else []), *(column for column, _, _ in filters)]:
            _check_column(source, column)
        self._arrange(source, sort, filters)
        self._sort, self._filters = sort, filters
        return {"rows": self._shown(source)}

    def window(self, obj: object, rows: range, columns: range, longest: int) -> dict[str, Any]:
        """Return the texts of a window of cells, row by row."""
        source = source_of(obj)
        if source.rows != self._rows:
            # It grew or shrank: positions of before mean nothing any more.
            self._arrange(source, self._sort, self._filters)
        total = self._shown(source)
        start, stop = min(rows.start, total), min(rows.stop, total)
        positions = self._positions_between(source, start, stop)
        shown = columns[: max(0, len(source.columns) - columns.start)]
        texts = [
            [cell_text(value, longest) for value in source.values(column, positions)]
            for column in shown
        ]
        cells = [list(row) for row in zip(*texts)] if texts else [[] for _ in positions]
        return {
            "start": start,
            "rows": total,
            "labels": source.labels(positions),
            "positions": positions,
            "cells": cells,
        }

    def _arrange(
        self, source: Source, sort: tuple[int, bool] | None, filters: list[tuple[int, str, str]]
    ) -> None:
        self._rows = source.rows
        if sort is None and not filters:
            self._positions = None
            return
        masks = [source.mask(*wanted) for wanted in filters]
        order = source.order(sort[0], descending=sort[1]) if sort else None
        self._positions = source.combined(order, masks)

    def _positions_between(self, source: Source, start: int, stop: int) -> list[int]:
        if self._positions is None:
            return list(range(start, stop))
        return source.taken(self._positions, start, stop)

    def _shown(self, source: Source) -> int:
        return source.rows if self._positions is None else len(self._positions)


class Tables:
    """The open tables of a worker, by id."""

    def __init__(self, is_alive: Callable[[Table], bool]) -> None:
        """Ask `is_alive` whether the object of a table is still there."""
        self._is_alive = is_alive
        self._open: dict[str, Table] = {}
        self._last = 0

    def __len__(self) -> int:
        """Return how many are open."""
        return len(self._open)

    def keep(self, table: Table) -> str:
        """Keep a table; return its id."""
        self._forget_dead()
        self._last += 1
        table_id = str(self._last)
        self._open[table_id] = table
        if len(self._open) > MOST_TABLES:
            del self._open[next(iter(self._open))]
        return table_id

    def find(self, table_id: str, session_id: str) -> Table:
        """Return an open table of a session.

        Raises:
            InvalidParams: it was closed or forgotten.
        """
        table = self._open.pop(table_id, None)
        if table is None or table.session_id != session_id:
            raise InvalidParams("this table is closed; open it again")
        self._open[table_id] = table
        return table

    def close(self, table_id: str) -> None:
        """Forget a table with its order."""
        self._open.pop(table_id, None)
        self._forget_dead()

    def _forget_dead(self) -> None:
        dead = [table_id for table_id, table in self._open.items() if not self._is_alive(table)]
        for table_id in dead:
            del self._open[table_id]


def read_arrangement(sort: Any, filters: Any) -> tuple[Any, list[Any]]:
    """Return sort and filters of a request, checked for their shape.

    Raises:
        InvalidParams: they are malformed.
    """
    if sort is not None:
        if type(sort) is not dict or type(sort.get("descending")) is not bool:
            raise InvalidParams("'sort' must be null or have 'column' and 'descending'")
        sort = (_column_of(sort), sort["descending"])
    if type(filters) is not list:
        raise InvalidParams("'filters' must be a list")
    wanted: list[Any] = []
    for one in filters:
        if (
            type(one) is not dict
            or one.get("kind") not in FILTERS
            or type(one.get("text")) is not str
        ):
            raise InvalidParams(f"a filter has 'column', 'text' and as 'kind' one of {FILTERS}")
        wanted.append((_column_of(one), one["kind"], one["text"]))
    return sort, wanted


def _column_of(holder: dict[str, Any]) -> int:
    column: Any = holder.get("column")
    if type(column) is not int or column < 0:
        raise InvalidParams("'column' must be a whole number from 0 up")
    return column


def _check_column(source: Source, column: int) -> None:
    if column >= len(source.columns):
        message = f"there is no column {column}"
        raise IndexError(message)
