"""Inlay hints: live types behind the names that were bound, in the text as it is; nothing runs, nothing is guessed."""

from __future__ import annotations

from typing import Any

import pytest
from hostile_objects import RUNS, hostile_objects
from support.live_editor import URI, Editor

from snakebridge_adapter.handlers import documents, language

WHOLE = {"start": {"line": 0, "character": 0}, "end": {"line": 1000, "character": 0}}


class Model:
    pass


@pytest.fixture
def editor():
    return Editor()


class Requests(list[str]):
    """What the editor is asked for."""

    def request(self, _id: str, method: str) -> None:
        self.append(method)


def test_a_document_that_comes_after_its_session_is_asked_about_anew():
    editor = Editor()
    context: Any = editor.context
    context.sender = sent = Requests()
    context.takes_hint_refresh = True
    documents.attach_document(context, {"uri": "file:///late.py", "session": "s"})
    context.hints().refresh_changed()
    params = {"textDocument": {"uri": "file:///late.py"}, "range": WHOLE}
    assert language.inlay_hint(context, params) is None
    assert len(sent) == 1
    editor.open("x = 1", "file:///late.py")
    context.hints().refresh_changed()
    assert len(sent) == 2


def hints(editor: Editor, text: str, span: Any = WHOLE) -> Any:
    """Return the text with the hints where they stand."""
    found = editor.ask("inlay_hint", text, range=span)
    lines = text.split("\n")
    for hint in sorted(found, key=lambda hint: -hint["position"]["character"]):
        line, character = hint["position"]["line"], hint["position"]["character"]
        lines[line] = f"{lines[line][:character]}«{hint['label']}»{lines[line][character:]}"
    return "\n".join(lines)


def origin(expression: str) -> dict[str, Any]:
    return {"expression": expression, "uri": URI}


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (5, "int 5"),
        (None, "None"),
        (True, "bool True"),
        ("text", "str 'text'"),
        ([1, 2, 3], "list (3)"),
        ({}, "dict (0)"),
        (range(10**6), "range (1,000,000)"),
        (Model(), "Model"),
    ],
)
def test_a_hint_tells_type_and_size_or_value(editor, value, label):
    editor.bind("name", value, ref=False)
    assert hints(editor, "name = make()") == f"name«{label}» = make()"


def test_a_long_text_is_cut_and_stays_on_one_line(editor):
    editor.bind("name", "a\nb" * 100, ref=False)
    (hint,) = editor.ask("inlay_hint", "name = 1", range=WHOLE)
    assert len(hint["label"]) <= 64
    assert "\n" not in hint["label"]


def test_hints_stand_behind_every_kind_of_binding(editor):
    for name in ("a", "b", "c", "d", "e"):
        editor.bind(name, 1, ref=False)
    text = "a, b = f()\nc: int = 1\nwith g() as d:\n    (e := 2)"
    assert hints(editor, text) == (
        "a«int 1», b«int 1» = f()\nc«int 1»: int = 1\nwith g() as d«int 1»:\n    (e«int 1» := 2)"
    )


def test_only_the_statement_that_made_the_object_has_a_hint(editor):
    editor.bind("x", Model(), origin=origin("x = Model()"))
    text = "x = 1\nif y:\n    x = Model()\nx = 2"
    assert hints(editor, text) == "x = 1\nif y:\n    x«Model» = Model()\nx = 2"


def test_a_line_of_what_was_run_together_has_its_hint(editor):
    editor.bind("x", Model(), origin=origin("import a\n    x = Model()\n    y = 1"))
    assert hints(editor, "x = Model()\n") == "x«Model» = Model()\n"


def test_a_hint_goes_when_its_statement_changes_and_follows_it_when_it_moves(editor):
    editor.bind("x", Model(), origin=origin("x = Model()"))
    assert hints(editor, "x = Model(1)") == "x = Model(1)"
    assert hints(editor, "\n\n    é = '😀'\nx = Model()").endswith("x«Model» = Model()")


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\nx = 2",
        "x = 1\nx += 1",
        "x = 1\nfor x in y: pass",
        "for x in y: pass",
        "[x for x in y]",
        "lambda x: 1",
        "def f(x): pass",
        "f(x=1)",
        "x.y = 1",
        "x[0] = 1",
        "import x",
        "'x = 1'",
        "x = = 1",
    ],
)
def test_nothing_is_guessed(editor, text):
    editor.bind("x", 5, ref=False)
    assert hints(editor, text) == text


def test_only_the_range_asked_for_is_told(editor):
    for name in ("a", "b", "c"):
        editor.bind(name, 1, ref=False)
    span = {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 9}}
    assert hints(editor, "a = 1\nb = 1\nc = 1", span) == "a = 1\nb«int 1» = 1\nc = 1"


def test_what_the_text_says_itself_has_no_hint(editor):
    editor.bind("f", hints)
    editor.bind("m", pytest)
    editor.bind("C", Model)
    assert hints(editor, "f = g\nm = h\nC = D") == "f = g\nm = h\nC = D"


@pytest.mark.parametrize("name", sorted(hostile_objects()))
def test_hinting_runs_nothing(editor, name):
    editor.bind("hostile", hostile_objects()[name], origin=origin("hostile = make()"))
    hints(editor, "hostile = make()")
    assert RUNS == []
