"""Signature help: the function of the call a caret is in, and the parameter it is at; nothing is called."""

from __future__ import annotations

from typing import Any

import pytest
from hostile_objects import RUNS, hostile_objects
from support.live_editor import Editor


class Model:
    def fit(self, data, other=(1, ")", "a, b"), /, *, rounds=1, deep=False):
        """Fit to data."""

    def spread(self, first, *rest, **options):
        """Take anything."""

    @classmethod
    def made(cls, size):
        raise AssertionError

    @staticmethod
    def plain(one, two):
        raise AssertionError

    def __call__(self, value):
        raise AssertionError


def wide(é="😀", β=1):  # noqa: PLC2401 - text outside ASCII, and outside UTF-16's first plane
    raise AssertionError


@pytest.fixture
def editor():
    editor = Editor()
    editor.bind("model", Model())
    editor.bind("Model", Model)
    editor.bind("wide", wide)
    editor.bind("maker", {"of": [wide]})
    return editor


def active(editor: Editor, marked: str) -> Any:
    """Return the parameter at the caret as it stands in the label; None: there is no help."""
    found = editor.ask("signature_help", marked)
    if found is None:
        return None
    shown = found["signatures"][0]
    units = shown["label"].encode("utf-16-le")
    labels = [
        units[2 * start : 2 * end].decode("utf-16-le")
        for start, end in (parameter["label"] for parameter in shown["parameters"])
    ]
    return dict(enumerate(labels)).get(found["activeParameter"], "none")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("model.fit(‸", "data"),
        ("model.fit(‸)", "data"),
        ("model.fit(1,‸", "other=(1, ')', 'a, b')"),
        ("model.fit(1, 2, ‸", "none"),
        ("model.fit(rounds=‸", "rounds=1"),
        ("model.fit(1, deep = ‸", "deep=False"),
        ("model.fit(1, deep=1, ‸", "rounds=1"),
        ("model.fit(data=‸", "none"),
        ("model.fit(a == ‸", "data"),
        ("model.fit((1, 2), ‸", "other=(1, ')', 'a, b')"),
        ("model.fit([1, ‸", "data"),
        ("model.fit({'a': (1, ‸", "data"),
        ("model.fit('a, b, ‸", "data"),
        ("model.fit('a, (b', ‸", "other=(1, ')', 'a, b')"),
        ("model.fit('''\n, ''', ‸", "other=(1, ')', 'a, b')"),
        ("model.fit(lambda a, b: (a, b), ‸", "other=(1, ')', 'a, b')"),
        ("model.fit(lambda a, ‸", "data"),
        ("model.fit(f(1, 2), ‸", "other=(1, ')', 'a, b')"),
        ("model.fit(\n  1,  # one, two\n  ‸", "other=(1, ')', 'a, b')"),
        ("model.fit(*args, ‸", "none"),
        ("model.spread(1, 2, ‸", "*rest"),
        ("model.spread(*args, ‸", "*rest"),
        ("model.spread(1, key=‸", "**options"),
        ("model.spread(**more‸", "**options"),
        ("model.made(‸", "size"),
        ("Model.fit(‸", "self"),
        ("Model.made(‸", "size"),
        ("model.plain(1, ‸", "two"),
        ("model(‸", "value"),
        ("maker['of'][0](1, ‸", "β=1"),
        ("wide(β=‸", "β=1"),
        ("x = wide(1) + wide(‸", "é='😀'"),
        ("model.fit(wide(1, ‸", "β=1"),
        ("@model.fit(‸\ndef f(): pass", "data"),
        ("import json\njson.dumps(1, indent=‸", "indent=None"),
        ("from os.path import join as j\nj(‸", "a"),
        ("f'{model.fit(‸", "data"),
    ],
)
def test_the_parameter_at_the_caret_is_the_active_one(editor, marked, expected):
    assert active(editor, marked) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "model.fit‸(",
        "model.fit()‸",
        "(‸",
        "unbound(‸",
        "model.fit(unbound(‸",
        "def model(‸",
        "class Model(‸",
        "if (‸",
        "# model.fit(‸",
        "'model.fit(‸",
        "model.missing(‸",
        "model.fit(1)(‸",
        "[model(‸ for model in models]",
        "import turtledemo\nturtledemo.main(‸",
    ],
)
def test_no_help_where_no_live_function_is_called(editor, marked):
    assert editor.ask("signature_help", marked) is None


def test_the_label_names_the_function_as_it_is_called_and_tells_its_doc(editor):
    shown = editor.ask("signature_help", "model . fit(‸")["signatures"][0]
    assert shown["label"] == "fit(data, other=(1, ')', 'a, b'), /, *, rounds=1, deep=False)"
    assert shown["documentation"] == {"kind": "plaintext", "value": "Fit to data."}


@pytest.mark.parametrize("name", sorted(hostile_objects()))
def test_helping_runs_nothing(editor, name):
    editor.bind("hostile", hostile_objects()[name], ref=False)
    for marked in ("hostile(‸", "hostile.own(‸", "hostile.classy(1, ‸", "hostile['a'](‸"):
        editor.ask("signature_help", marked)
    assert RUNS == []
