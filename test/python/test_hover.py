"""Hovers: which expression, which object, what is shown; nothing runs, nothing becomes markup."""

from __future__ import annotations

import collections
import json
import pathlib
import re
import urllib.parse
from typing import Any

import pytest
from hostile_objects import RUNS, SameHash, hostile_objects
from support.live_editor import URI, Editor

from snakebridge_adapter.handlers import documents
from snakebridge_adapter.language.hover_markdown import escaped, fenced


class Model:
    """Learns.

    Slowly.
    """

    kind = "linear"

    def __init__(self) -> None:
        self.weights = [0.5, 1.5]
        self.options = {"depth": {"max": 3}, 7: "seven"}

    @property
    def size(self) -> int:
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
    editor.bind("pattern", re.compile(r"\d+"))
    return editor


def test_a_bound_name_shows_type_preview_attributes_doc_and_lifetime(editor):
    text = editor.text("print(patt‸ern)")
    assert text.startswith("**pattern** — re\\.Pattern\n\n```python\nre.compile('\\\\d+')\n```")
    assert "| groups | 0 |" in text
    assert "Compiled regular expression object" in text
    assert "expires in 1 h unless used" in text


@pytest.mark.parametrize(
    ("marked", "expression", "preview"),
    [
        (
            "mod‸el.weights",
            "model",
            "Model(weights=[0.5, 1.5], options={'depth': {'max': 3}, 7: 'seven'})",
        ),
        ("model.wei‸ghts", "model.weights", "[0.5, 1.5]"),
        ("model.weights[‸1]", "model.weights[1]", "1.5"),
        ("model.weights[-‸1]", "model.weights[-1]", "1.5"),
        ('model.options["de‸pth"]', 'model.options["depth"]', "{'max': 3}"),
        ('x = model.options["depth"]["m‸ax"] + 1', 'model.options["depth"]["max"]', "3"),
        ("model.options[7‸]", "model.options[7]", "'seven'"),
        ("model.ki‸nd", "model.kind", "'linear'"),
        ("model.f‸it(1)", "model.fit", "Model.fit(self, data, *, rounds=1)"),
        ("if 1:\n    é = '😀'; model.wei‸ghts = 1", "model.weights", "[0.5, 1.5]"),
        (
            "model‸ = 5",
            "model",
            "Model(weights=[0.5, 1.5], options={'depth': {'max': 3}, 7: 'seven'})",
        ),
    ],
)
def test_chains_are_followed_along_data(editor, marked, expression, preview):
    text = editor.text(marked)
    assert text.startswith(f"**{escaped(expression)}** — ")
    assert f"\n{preview}\n```" in text


@pytest.mark.parametrize(
    "marked",
    [
        "unbo‸und",
        "model.miss‸ing",
        "model.weights[9‸]",
        "model.weights['a‸']",
        "model.options['missing‸']",
        "model.options[ke‸y]",
        "'model‸'",
        "# model‸",
        "f(model‸=1)",
        "[model‸ for model in y]",
        "(lambda model: mod‸el)",
        "import mod‸el",
        "‸",
    ],
)
def test_what_names_nothing_has_no_hover(editor, marked):
    assert editor.hover(marked) is None


def test_a_getter_is_never_run_on_the_way(editor):
    editor.bind("getter", Getter(a=1))
    assert editor.hover("getter['a‸']") is None


def test_a_property_says_that_it_waits(editor):
    text = editor.text("model.si‸ze")
    assert text.startswith("**model\\.size** — property of Model. Looking runs no code")
    assert "snakebridge.revealRef" in text


def test_the_range_is_that_of_the_expression(editor):
    found = editor.hover("é = '😀'; f(model.wei‸ghts)")
    assert found["range"] == {
        "start": {"line": 0, "character": 12},
        "end": {"line": 0, "character": 25},
    }


@pytest.mark.parametrize(
    "marked",
    [
        "print(model.wei‸ghts",
        "x = = model.wei‸ghts",
        "def f(:\n  pass\nmodel.wei‸ghts",
        "for x in model.wei‸ghts",
    ],
)
def test_a_document_that_is_being_typed_still_answers(editor, marked):
    assert "[0.5, 1.5]" in editor.text(marked)


def test_documents_without_a_session_have_no_hover(editor):
    assert editor.hover("mod‸el") is not None
    documents.attach_document(editor.context, {"uri": URI, "session": None})
    assert editor.hover("mod‸el") is None


def test_hovering_makes_no_session_and_touches_no_lifetime(editor):
    documents.attach_document(editor.context, {"uri": URI, "session": "never made"})
    assert editor.hover("mod‸el") is None
    assert editor.context.registry.find("never made") is None
    documents.attach_document(editor.context, {"uri": URI, "session": "s"})
    order = list(editor.session.idle)
    editor.now = 60.0
    assert "expires in 59 min unless used" in editor.text("mod‸el")
    assert list(editor.session.idle) == order
    assert len(editor.session.entries) == 2


def test_links_are_ours_alone(editor):
    ref = editor.bind("named", [1])
    links = re.findall(r"\]\((.*?)\)", editor.text("nam‸ed"))
    assert [link.partition("?")[0] for link in links] == [
        "command:snakebridge.revealRef",
        "command:snakebridge.releaseRef",
    ]
    arguments = json.loads(urllib.parse.unquote(links[0].partition("?")[2]))
    assert arguments == [{"sessionId": "s", "refId": ref}]


PLANTS = [
    "[click](command:evil)",
    "`` ` ``` ```` ",
    "```\n[x](command:evil)\n```",
    "<img src=x onerror=alert(1)>",
    "| cell | [x](command:evil) |",
    "https://example.org www.example.org a@b.org",
    "&lt;script&gt;",
    "# heading\n\n- list\n\n1. one\n\n---\n",
    "$(icon) ![image](http://x)",
    "**bold** _it_ ~~no~~ \\[x\\](command:evil)",
]

INJECTION = pathlib.Path(__file__).parent.parent / "fixtures" / "injection"
PAYLOADS = [
    payload
    for file in sorted(INJECTION.glob("*.json"))
    for group in json.loads(file.read_text())["payloads"].values()
    for payload in group
]


@pytest.mark.parametrize("plant", PLANTS)
def test_values_never_become_markup(editor, plant):
    assert_no_markup_from(editor, plant)


def test_no_payload_becomes_markup(editor):
    assert len(PAYLOADS) > 300
    for payload in PAYLOADS:
        if "\0" not in payload:  # which no class may have in its name
            assert_no_markup_from(editor, payload)


def assert_no_markup_from(editor, plant):
    holder: Any = type("Holder", (), {"__doc__": plant, "__module__": plant})()
    holder.__dict__[plant] = plant
    holder.__dict__["plain"] = plant
    editor.bind("holder", holder)
    editor.bind("mapping", {plant: [plant]})
    for marked in ("hol‸der", "map‸ping"):
        text = editor.text(marked)
        outside = re.sub(r"(?ms)^(`{3,})python\n.*?\n\1$", "", text)
        unescaped = re.sub(r"\\.", "", outside)
        assert re.findall(r"\]\(command:(\S*?)\?", unescaped) == [
            "snakebridge.revealRef",
            "snakebridge.releaseRef",
        ]
        assert not re.search(
            r"[<`&$!]|https?:|www\.|\w@\w", re.sub(r"\]\(command:\S*\)", "", unescaped)
        )


def test_no_fence_can_be_ended_from_inside():
    for text in ("a", "```", "x````y", "`" * 50):
        block = fenced(text, "python")
        fence = block.partition("python")[0]
        assert block.count(fence) == 2
        assert block.endswith(f"\n{fence}")


@pytest.mark.parametrize("name", sorted(hostile_objects()))
def test_hovering_runs_nothing(editor, name):
    obj = hostile_objects()[name]
    key: Any = SameHash("hostile")
    editor.session.namespace[key] = "a hostile key"
    editor.session.namespace["hostile"] = obj
    key.armed = True
    editor.context.registry.store(editor.session, obj)
    assert editor.hover("hos‸tile") is not None
    for marked in (
        "hostile.ow‸n",
        "hostile.la‸zy",
        "hostile[0‸]",
        "hostile['a‸']",
        "hostile.custom.__doc‸__",
    ):
        editor.hover(marked)
    assert RUNS == []


def test_a_wide_object_shows_its_first_attributes(editor):
    editor.bind("many", {f"key{n}": n for n in range(10**5)})
    text = editor.text("ma‸ny")
    assert "| … | 99,988 more |" in text
    assert len(text) < 4000


def test_a_pinned_ref_says_so(editor):
    ref = editor.bind("kept", collections.Counter())
    editor.context.registry.pin("s", ref, on=True)
    assert "kept until released" in editor.text("ke‸pt")


def test_a_name_without_a_ref_is_shown_without_links(editor):
    editor.bind("number", 5, ref=False)
    assert editor.text("num‸ber") == "**number** — int\n\n```python\n5\n```"
