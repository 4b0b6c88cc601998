"""Listing refs sorted, filtered and grouped: done where the refs are, by looking only, in slices."""

from __future__ import annotations

import pytest
from hostile_objects import RUNS, hostile_objects
from support.manual_clock import ManualClock
from test_execution import failure

from snakebridge_adapter.registry.registry import Registry
from snakebridge_adapter.worker.arrangement import Arrangement, Look, Looks

SHELF = """
class Book:
    def __init__(self, title): self.title = title
    def __repr__(self): raise RuntimeError
zebra = Book('Moby'); apple = Book('Emma'); mango = {'a': object()}
[zebra, apple, mango]
"""


def listed(adapter, **arrangement):
    params = {"session": "s", "arrangement": arrangement, "look": 1}
    return adapter.ask("snakebridge/refs", params)


def names(answer):
    return [ref["names"][0] if ref["names"] else ref["typeName"] for ref in answer["refs"]]


@pytest.fixture
def shelf(adapter):
    adapter.run(SHELF)
    adapter.run("[zebra, apple]", bind="pair")
    adapter.run("mango", **{"as": "ref"})
    return adapter


@pytest.mark.parametrize(
    ("arrangement", "expected"),
    [
        ({}, ["zebra", "apple", "object", "mango"]),
        ({"descending": True}, ["mango", "object", "apple", "zebra"]),
        ({"sort": "name"}, ["apple", "mango", "zebra", "object"]),
        ({"sort": "name", "descending": True}, ["object", "zebra", "mango", "apple"]),
        ({"sort": "type"}, ["apple", "zebra", "mango", "object"]),
        ({"sort": "age"}, ["mango", "zebra", "apple", "object"]),
        ({"filter": "book"}, ["zebra", "apple"]),
        ({"filter": "EMMA"}, ["apple"]),
        ({"filter": "book moby"}, ["zebra"]),
        ({"filter": "nothing of the kind"}, []),
    ],
)
def test_refs_are_listed_as_asked(shelf, arrangement, expected):
    answer = listed(shelf, **arrangement)
    assert names(answer) == expected
    assert (answer["total"], answer["arranged"]["of"]) == (len(expected), 4)


def test_groups_come_with_their_sizes_and_the_refs_in_their_order(shelf):
    answer = listed(shelf, group="type", sort="name")
    groups = [(group["name"], group["count"]) for group in answer["arranged"]["groups"]]
    assert groups == [("__main__.Book", 2), ("dict", 1), ("object", 1)]
    assert names(answer) == ["apple", "zebra", "mango", "object"]


def test_refs_are_grouped_by_the_document_that_made_them(adapter):
    origin = {"expression": "object()", "uri": "file:///a.py"}
    adapter.run("object()", origin=origin)
    adapter.run("object()")
    groups = listed(adapter, group="origin")["arranged"]["groups"]
    assert groups == [{"name": "", "count": 1}, {"name": "file:///a.py", "count": 1}]


def test_what_is_not_known_is_refused(adapter):
    adapter.run("object()")
    for wrong in ({"sort": "beauty"}, {"group": "size"}, {"filter": "x" * 1001}, {"filter": 1}):
        params = {"session": "s", "arrangement": wrong}
        assert failure(adapter, adapter.start("snakebridge/refs", params)).code == -32602


def test_refs_that_are_named_come_alone_in_that_order_as_far_as_they_live(shelf):
    ids = {ref["names"][0]: ref["id"] for ref in listed(shelf)["refs"] if ref["names"]}
    wanted = [ids["mango"], "0" * 32, ids["zebra"]]
    answer = shelf.ask("snakebridge/refs", {"session": "s", "only": wanted})
    assert names(answer) == ["mango", "zebra"]
    assert answer["total"] == 2
    assert shelf.ask("snakebridge/refs", {"session": "other", "only": wanted})["refs"] == []


def test_a_session_nobody_knows_has_none(adapter):
    assert listed(adapter, sort="name")["total"] == 0


def registry_with(objects):
    clock = ManualClock()
    registry = Registry(clock)
    session = registry.session("s")
    entries = [registry.store(session, obj) for obj in objects]
    clock.advance(5)
    return registry, session, entries


def test_no_code_of_an_object_runs_and_no_lifetime_changes():
    objects = list(hostile_objects().values())
    registry, session, _ = registry_with(objects)
    order = list(session.idle)
    for arrangement in (
        *({"sort": sort} for sort in ("name", "type", "size", "age", "remaining", "used")),
        {"group": "type"},
        {"filter": "nothing has this"},
    ):
        look = Look(session, Arrangement(arrangement), 0)
        look.advance(registry.clock(), 60)
        assert look.is_complete
        look.window(0, 1000)
    assert (RUNS, list(session.idle)) == ([], order)


def test_refs_used_lately_come_first():
    registry, session, entries = registry_with([object() for _ in range(3)])
    registry.resolve("s", "s", entries[0].id)
    look = Look(session, Arrangement({"sort": "used"}), 0)
    look.advance(registry.clock(), 60)
    assert look.window(0, 10) == [entries[0], entries[1], entries[2]]


def test_what_takes_long_is_done_in_slices_that_tell_how_far_they_are():
    registry, session, _ = registry_with([object() for _ in range(100)])
    look = Look(session, Arrangement({"sort": "name"}), 0)
    look.advance(registry.clock(), 0)
    assert (look.covered, look.total, look.is_complete) == (32, 32, False)
    look.advance(registry.clock(), 60)
    assert (look.total, look.is_complete) == (100, True)


def test_windows_of_one_look_are_of_one_order_whatever_goes_meanwhile():
    registry, session, entries = registry_with([object() for _ in range(10)])
    looks, params = Looks(), {"arrangement": {"descending": True}, "look": 3}
    look = looks.at(session, params)
    look.advance(registry.clock(), 60)
    registry.release("s", [entries[8].id, entries[2].id])
    registry.store(session, object())
    assert looks.at(session, params) is look
    assert look.window(0, 4) == [entries[9], entries[7], entries[6], entries[5]]
    assert look.total == 8
    assert looks.at(session, {**params, "look": 4}) is not look


def test_groups_beyond_the_most_are_one():
    objects = [type(f"T{number:04}", (), {})() for number in range(1005)]
    registry, session, _ = registry_with(objects)
    look = Look(session, Arrangement({"group": "type"}), 0)
    look.advance(registry.clock(), 60)
    groups = look.groups()
    assert (len(groups), groups[-1]) == (1000, {"name": "…", "count": 6})
