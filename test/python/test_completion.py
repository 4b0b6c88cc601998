"""Completion: what may follow at a caret among live objects; nothing runs, nothing is imported."""

from __future__ import annotations

import collections
import re
import sys
from typing import Any

import pytest
from hostile_objects import RUNS, SameHash, hostile_objects
from support.live_editor import CARET, Editor


class Base:
    inherited = 1

    def shared(self):
        """Shared doc."""


class Model(Base):
    """Learns."""

    kind = "linear"

    def __init__(self) -> None:
        self.weights = [0.5, 1.5]
        self.options = {"depth": {"max": 3}, "it's": 1, 7: "seven", "a\nb": 2, (1, 2): "pair"}
        self._hidden = 1
        self.__dict__["not a name"] = 1
        self.__dict__["class"] = 1

    @property
    def size(self) -> int:
        raise AssertionError

    def __dir__(self):
        raise AssertionError

    def __getattr__(self, name):
        raise AssertionError

    def fit(self, data, *, rounds=1):
        """Fit to data."""


class Getter(dict):
    def __getitem__(self, key):
        raise AssertionError


@pytest.fixture
def editor():
    editor = Editor()
    editor.bind("model", Model())
    return editor


def items(editor: Editor, marked: str, **more: Any) -> dict[str, Any]:
    found = editor.ask("completion", marked, **more)
    return {} if found is None else {item["label"]: item for item in found["items"]}


def labels(editor: Editor, marked: str) -> list[str]:
    found = items(editor, marked)
    return sorted(found, key=lambda label: found[label].get("sortText", label))


def test_attributes_come_own_first_then_inherited_then_private_then_special(editor):
    found = labels(editor, "x = model.‸")
    assert found[:8] == [
        "fit", "kind", "options", "size", "weights", "inherited", "shared", "_hidden",
    ]  # fmt: skip
    assert all(label.startswith("__") for label in found[8:])
    assert "__class__" in found


def test_items_say_their_kind_and_that_they_are_live(editor):
    found = items(editor, "model.‸")
    shown = {name: (found[name]["kind"], found[name]["detail"]) for name in found}
    assert shown["fit"] == (2, "live: Model.fit(self, data, *, rounds=1)")
    assert shown["weights"] == (5, "live: list [0.5, 1.5]")
    assert shown["size"] == (10, "live: property of Model")
    assert shown["__class__"] == (7, "live: class Model(Base)")
    assert found["weights"]["labelDetails"] == {"description": "live list"}
    assert found["fit"]["labelDetails"] == {"description": "live"}
    editor.bind("pattern", re.compile("a"))
    assert items(editor, "pattern.group‸")["groupindex"]["detail"].startswith("live: dict")


@pytest.mark.parametrize(
    ("marked", "first"),
    [
        ("model.weights.app‸", "append"),
        ("model.options['depth'].‸", "clear"),
        ("f(1, model.‸", "fit"),
        ("unbound.\nmodel.‸", "fit"),
        ("f(unbound.\nmodel.wei‸", "weights"),
        ("f(model\n  .wei‸)", "weights"),
        ("if model.‸:\n    pass", "fit"),
        ("x = 1\ndef f():\n    return model.‸\n\ny = 2", "fit"),
        ('f"{model.wei‸', "weights"),
        ("'a' + model.‸", "fit"),
        ("'''\nmodel.\n''' and model.‸", "fit"),
        ("é = '😀'; model.wei‸", "weights"),
        ("model.‸\n'''unfinished", "fit"),
    ],
)
def test_a_chain_is_followed_in_unfinished_text(editor, marked, first):
    assert labels(editor, marked)[0] == first


@pytest.mark.parametrize(
    "marked",
    [
        "'model.‸'",
        "# model.‸",
        '"""\nmodel.‸',
        "f'{{model.‸",
        "unbound.‸",
        "model.fit().‸",
        "model.missing.‸",
        "model.size.‸",
        "model.weights[9].‸",
        "1.‸",
        "x[0].‸",
        "'text'.‸",
        "[model.‸ for model in models]",
        "lambda model: model.‸",
        "import mo‸",
        "def mo‸",
        "for mo‸",
        "model.options[ke‸",
        "model.options[f'‸",
        "‸.x",
    ],
)
def test_nothing_is_offered_where_nothing_live_is_meant(editor, marked):
    assert [label for label in labels(editor, marked) if label != "model"] == []


def edits(editor: Editor, marked: str) -> list[str]:
    text = marked.replace(CARET, "")
    found = items(editor, marked)
    results: list[str] = []
    for item in found.values():
        start, end = item["textEdit"]["range"]["start"], item["textEdit"]["range"]["end"]
        assert start["line"] == end["line"] == text.count("\n")
        line = text.split("\n")[start["line"]]
        results.append(
            line[: start["character"]] + item["textEdit"]["newText"] + line[end["character"] :]
        )
        assert line[start["character"] : end["character"]].lower() in item["filterText"].lower()
    return results


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ('model.options["dep‸', ['model.options["depth"]']),
        ('model.options["dep‸"]', ['model.options["depth"]']),
        ('model.options["dep‸]', ['model.options["depth"]']),
        ("model.options['it‸", ["model.options['it\\'s']"]),
        ('model.options["it‸', ['model.options["it\'s"]']),
        ("model.options['depth']['‸", ["model.options['depth']['max']"]),
        (
            "model.options[‸]",
            [
                "model.options['depth']",
                'model.options["it\'s"]',
                "model.options[7]",
                "model.options['a\\nb']",
            ],
        ),
        ("{**model.options['dep‸", ["{**model.options['depth']"]),
    ],
)
def test_keys_are_said_in_the_quotes_being_typed_and_closed(editor, marked, expected):
    assert edits(editor, marked) == expected


def test_a_dict_whose_subscript_runs_code_offers_no_keys(editor):
    editor.bind("getter", Getter(a=1))
    editor.bind("counter", collections.Counter("abc"))
    editor.bind("ordered", collections.OrderedDict(a=1))
    assert items(editor, "getter['‸") == {}
    assert edits(editor, "ordered['‸") == ["ordered['a']"]


def test_a_dict_of_any_size_answers_a_bounded_list(editor):
    editor.bind("many", {f"key{n}": n for n in range(10**5)})
    found = editor.ask("completion", "many['‸")
    assert len(found["items"]) == 1000
    assert found["isIncomplete"] is True


def test_names_of_the_session_are_offered_for_a_name_but_not_for_a_quote(editor):
    editor.bind("number", 5, ref=False)
    assert sorted(items(editor, "f(n‸")) == ["number"]
    assert items(editor, "n‸")["number"]["detail"] == "live: int 5"
    assert items(editor, "'a'‸", context={"triggerKind": 2}) == {}


def test_a_loaded_module_is_offered_and_none_is_imported(editor):
    assert "dumps" in items(editor, "import json\njson.du‸")
    assert "join" in items(editor, "import os.path as p\np.j‸")
    assert "dumps" in items(editor, "from json import dumps as d, decoder\nimport json as j\nj.‸")
    assert "scanner" in items(editor, "from json import decoder\ndecoder.‸")
    assert "turtledemo" not in sys.modules
    assert items(editor, "import turtledemo\nturtledemo.‸") == {}
    assert "turtledemo" not in sys.modules


def test_what_the_session_binds_goes_before_what_the_file_imports(editor):
    editor.bind("json", Model())
    assert "fit" in items(editor, "import json\njson.‸")


def test_an_item_is_documented_when_it_is_asked_for(editor):
    from snakebridge_adapter.handlers import language

    found = items(editor, "model.‸")
    assert "documentation" not in found["fit"]
    resolved = language.resolve_completion(editor.context, found["fit"])
    assert resolved["documentation"] == {"kind": "plaintext", "value": "Fit to data."}
    assert language.resolve_completion(editor.context, {"label": "x"}) == {"label": "x"}
    size = language.resolve_completion(editor.context, found["size"])
    assert "documentation" not in size


def test_an_item_that_could_not_be_given_back_is_refused(editor):
    from snakebridge_adapter.errors import InvalidParams
    from snakebridge_adapter.handlers import language

    with pytest.raises(InvalidParams, match="JSON"):
        language.resolve_completion(editor.context, {"label": float("1e400")})


@pytest.mark.parametrize("name", sorted(hostile_objects()))
def test_completing_runs_nothing(editor, name):
    from snakebridge_adapter.handlers import language

    obj = hostile_objects()[name]
    key: Any = SameHash("hostile")
    editor.session.namespace[key] = "a hostile key"
    editor.session.namespace["hostile"] = obj
    key.armed = True
    for marked in (
        "hostile.‸",
        "hostile['‸",
        "hostile[‸",
        "h‸",
        "hostile.own.‸",
        "hostile.custom.‸",
    ):
        for item in items(editor, marked).values():
            language.resolve_completion(editor.context, item)
    assert "hostile" in items(editor, "h‸")
    assert RUNS == []


def test_a_large_document_is_answered_without_being_parsed(editor, monkeypatch):
    def refuse(_lines):
        raise AssertionError

    monkeypatch.setattr("snakebridge_adapter.language.recovery.parse_leniently", refuse)
    text = "import json\n" + "value = compute('text')  # note\n" * 10_000
    for marked, label in (
        ("model.‸", "fit"),
        ("json.‸", "dumps"),
        ("model.options['‸", "'depth'"),
    ):
        assert label in items(editor, text + marked)
    assert items(editor, f"{text}[model.‸ for model in y]") == {}
