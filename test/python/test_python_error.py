"""What is told of a Python exception: everything, in Python's own words, whatever its own code does."""

from __future__ import annotations

import builtins
import gc
import json
import sys
import traceback
import weakref
from typing import Any

import pytest

from snakebridge_adapter.execution.python_error import MAX_FRAMES, MAX_NESTING, python_error_data
from snakebridge_adapter.registry.registry import Registry

needs_groups = pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.11 brought groups")


def raised(function, *args) -> Any:
    try:
        function(*args)
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def fail():
    raise ValueError("no good")


def fail_because():
    try:
        fail()
    except ValueError as error:
        raise KeyError("k") from error


def fail_while_handling():
    try:
        fail()
    except ValueError:
        raise KeyError("k")  # noqa: B904 - the context is what is tested


def fail_silently():
    try:
        fail()
    except ValueError:
        raise KeyError("k") from None


def chain_of(data):
    kinds = []
    while data:
        kinds.append(data["pythonType"])
        data = data["cause"]
    return kinds


def test_an_error_tells_type_message_frames_and_source():
    data = python_error_data(raised(fail))
    assert (data["pythonType"], data["message"]) == ("ValueError", "no good")
    innermost = data["frames"][-1]
    assert innermost == {
        "file": __file__,
        "line": fail.__code__.co_firstlineno + 1,
        "function": "fail",
        "source": 'raise ValueError("no good")',
    }
    assert [frame["function"] for frame in data["frames"]] == ["raised", "fail"]


@pytest.mark.parametrize("function", [fail, fail_because, fail_while_handling, fail_silently])
def test_the_printed_text_is_what_python_prints(function):
    error = raised(function)
    printed = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    assert python_error_data(error)["traceback"] == printed


def test_the_type_is_qualified_unless_it_is_built_in():
    assert (
        python_error_data(raised(json.loads, "{"))["pythonType"] == "json.decoder.JSONDecodeError"
    )
    assert python_error_data(raised(open, "/no/such"))["pythonType"] == "FileNotFoundError"


def test_causes_are_told_as_python_tells_them():
    assert chain_of(python_error_data(raised(fail_because))) == ["KeyError", "ValueError"]
    assert chain_of(python_error_data(raised(fail_while_handling))) == ["KeyError", "ValueError"]
    assert chain_of(python_error_data(raised(fail_silently))) == ["KeyError"]


def test_a_loop_of_causes_ends():
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__cause__ = second, first
    assert chain_of(python_error_data(first)) == ["ValueError", "ValueError"]


def test_a_long_chain_of_causes_is_bounded():
    error = ValueError(0)
    for n in range(5000):
        following = ValueError(n)
        following.__cause__ = error
        error = following
    data = python_error_data(error)
    assert len(chain_of(data)) <= MAX_NESTING + 1
    json.dumps(data)


def test_endless_recursion_is_told_with_its_ends():
    def recurse(n):
        return recurse(n + 1)

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(5000)
    try:
        error = raised(recurse, 0)
    finally:
        sys.setrecursionlimit(limit)
    data = python_error_data(error)
    assert data["pythonType"] == "RecursionError"
    assert len(data["frames"]) == MAX_FRAMES
    assert data["frames"][0]["function"] == "raised"
    assert len(data["traceback"]) < 10_000


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.11 brought add_note")
def test_notes_are_told():
    error = raised(fail)
    error.add_note("try again")
    data = python_error_data(error)
    assert data["notes"] == ["try again"]
    assert data["traceback"].endswith("ValueError: no good\ntry again\n")


@needs_groups
def test_the_members_of_a_group_are_told():
    group_of: Any = getattr(builtins, "ExceptionGroup", None)
    group = group_of("many", [raised(fail), group_of("inner", [KeyError("k")])])
    data = python_error_data(group)
    assert [member["pythonType"] for member in data["exceptions"]] == [
        "ValueError",
        "ExceptionGroup",
    ]
    assert data["exceptions"][0]["frames"][-1]["function"] == "fail"
    assert data["exceptions"][1]["exceptions"][0]["message"] == "'k'"


def test_a_syntax_error_shows_where():
    data = python_error_data(raised(compile, "a b", "model.py", "exec"))
    assert data["pythonType"] == "SyntaxError"
    assert 'File "model.py", line 1' in data["traceback"]
    assert "a b" in data["traceback"]


class Spiteful(Exception):
    def __str__(self):
        raise SystemExit(1)

    __repr__ = __str__
    __notes__ = property(__str__)


def test_an_error_whose_own_code_fails_is_told_all_the_same():
    def fail_spitefully():
        raise Spiteful

    data = python_error_data(raised(fail_spitefully))
    assert data["pythonType"] == f"{__name__}.Spiteful"
    assert data["message"] == "<no message: __str__ raised SystemExit>"
    assert data["frames"][-1]["function"] == "fail_spitefully"
    assert data["notes"] == []
    json.dumps(data)


def test_a_message_is_plain_text_whatever_str_returns():
    class Loud(str):
        def __str__(self):
            raise AssertionError("user code must not run twice")

    class Odd(Exception):
        def __str__(self):
            return Loud("odd")

    message = python_error_data(Odd())["message"]
    assert (type(message), message) == (str, "odd")


def test_a_huge_message_is_cut():
    data = python_error_data(ValueError("x" * 3_000_000))
    assert len(data["message"]) == len(data["traceback"]) == 1_000_000


def test_frames_of_the_adapter_are_left_out():
    error = raised(lambda: Registry(fail).session("s"))
    functions = [frame["function"] for frame in python_error_data(error)["frames"]]
    assert functions == ["raised", "<lambda>", "fail"]
    assert "session_table" not in python_error_data(error)["traceback"]


def test_frames_of_the_adapter_are_left_out_of_causes():
    def fail_later():
        try:
            Registry(fail).session("s")
        except ValueError as error:
            raise KeyError("k") from error

    data = python_error_data(raised(fail_later))
    assert "session_table" not in data["traceback"]
    assert [frame["function"] for frame in data["cause"]["frames"]] == ["fail_later", "fail"]


def test_what_is_told_keeps_nothing_alive():
    class Thing:
        pass

    def fail_with(thing):
        local = thing
        raise ValueError(local)

    thing = Thing()
    watch = weakref.ref(thing)
    error = raised(fail_with, thing)
    data = python_error_data(error)
    del error, thing
    gc.collect()
    assert watch() is None
    assert data["pythonType"] == "ValueError"
