"""Doc, signature, source and names, found without running anything."""

from __future__ import annotations

import functools
import json
import re
import types
from pathlib import Path
from typing import Any

import pytest

from snakebridge_adapter.handlers import inspection
from snakebridge_adapter.inspection.describe import describe
from snakebridge_adapter.registry.registry import Registry
from snakebridge_adapter.worker.context import Context

HERE = str(Path(__file__).resolve())


class Documented:
    """First line.

    Second paragraph,
        indented.
    """

    def __init__(self, size, /, *names, sep=", ", **more):
        pass

    @property
    def width(self):
        """How wide."""
        raise AssertionError


class Child(Documented):
    pass


class Maker:
    def __new__(cls, left, right=None):
        assert left != right
        return object.__new__(cls)

    def __call__(self, again):
        pass


@functools.wraps(Documented.__init__)
def wrapper(*args, **kwargs):
    pass


def documented(a, b=(1, 2), *, c: int = 5):
    """Do."""


SIGNATURES = [
    (documented, "(a, b=(1, 2), *, c=5)"),
    (Documented, "(size, /, *names, sep=', ', **more)"),
    (Documented(1).__init__, "(size, /, *names, sep=', ', **more)"),
    (wrapper, "(self, size, /, *names, sep=', ', **more)"),
    (Maker, "(left, right=None)"),
    (Maker(1), "(again)"),
    (lambda *_: 0, "(*_)"),
    (len, "(obj, /)"),
    (str.join, "(iterable, /)"),
    ("".join, "(iterable, /)"),
    (re.compile, "(pattern, flags=0)"),
    ([].append, "(object, /)"),
    ("".strip, "(chars=None, /)"),
    ("".upper, "()"),
    ([].sort, "(*, key=None, reverse=False)"),
    (dict.fromkeys, "(iterable, value=None, /)"),
    (staticmethod(documented), "(a, b=(1, 2), *, c=5)"),
    (classmethod(documented), "(b=(1, 2), *, c=5)"),
    (5, None),
    (dict, None),
]


@pytest.mark.parametrize(
    ("obj", "signature"), SIGNATURES, ids=[str(case[1]) for case in SIGNATURES]
)
def test_signatures_read_as_in_the_source(obj, signature):
    assert describe(obj)["signature"] == signature


def test_defaults_that_lead_back_to_their_function_end():
    def loop(a, b):
        assert a is b

    loop.__defaults__ = (loop, [loop, loop])
    signature = describe(loop)["signature"]
    assert signature.startswith("(a=")
    assert signature.count("(…)") == 3


def test_wrappers_without_end_have_no_signature():
    wrapped: Any = documented
    for _ in range(100_000):
        wrapped = staticmethod(wrapped)
    assert describe(wrapped) == {"doc": None, "signature": None, "source": None}


def test_names_of_parameters_are_printable():
    odd = documented.__code__.replace(co_varnames=("a\n\u202e", "b", "c"))
    function = types.FunctionType(odd, {}, "f")
    assert describe(function)["signature"] == "(a\\n\\u202e, b, *, c)"


def test_a_docstring_comes_cleaned():
    expected = "First line.\n\nSecond paragraph,\n    indented."
    assert describe(Documented)["doc"] == expected
    assert describe(Documented(1))["doc"] == expected
    assert describe(Child(1))["doc"] == expected
    assert describe(documented)["doc"] == "Do."
    assert describe(Documented.__dict__["width"])["doc"] == "How wide."
    assert describe(json)["doc"].startswith("JSON (JavaScript Object Notation)")
    assert describe(len)["doc"].startswith("Return the number of items")
    assert describe(object())["doc"] is None


def test_a_long_docstring_is_bounded():
    holder = type("Holder", (), {"__doc__": "word " * 10**6})
    assert len(describe(holder)["doc"]) <= 4000


def test_the_source_of_functions_and_classes():
    line = documented.__code__.co_firstlineno
    assert describe(documented)["source"] == {"file": HERE, "line": line}
    assert describe(Documented)["source"]["file"] == HERE
    assert describe(Documented(1))["source"] == describe(Documented)["source"]
    assert describe(json)["source"] == {"file": json.__file__, "line": 1}


@pytest.mark.parametrize("obj", [5, len, re.compile("a"), dict], ids=repr)
def test_what_is_written_in_c_has_no_source(obj):
    assert describe(obj)["source"] is None


def test_code_that_is_in_no_file_has_no_source():
    namespace: dict[str, object] = {}
    exec(compile("def f(): pass", "<snakebridge>", "exec"), namespace)
    assert describe(namespace["f"])["source"] is None


def test_names_are_those_bound_in_the_session():
    context = Context()
    context.registry = Registry(lambda: 0.0)
    session = context.registry.session("s")
    pattern = re.compile("a")
    ref = context.registry.store(session, pattern).id
    context.registry.bind(session, "first", pattern)
    context.registry.bind(session, "second", pattern)
    found = inspection.describe(context, {"session": "s", "ref": ref})
    assert found["names"] == ["first", "second"]
    assert found["summary"]["qualifiedType"] == "re.Pattern"
