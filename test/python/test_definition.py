"""Go to definition: the statement that bound a name, as it stands now, or source; nothing runs."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import pytest
from hostile_objects import RUNS, hostile_objects
from support.live_editor import URI, Editor

from snakebridge_adapter.handlers import language
from snakebridge_adapter.language.uris import file_uri


class Model:
    def fit(self):
        raise AssertionError

    @property
    def size(self):
        raise AssertionError


HERE = Path(__file__).as_uri()


def line_of(thing: Any) -> int:
    return inspect.getsourcelines(thing)[1] - 1


def target(found: Any) -> Any:
    return None if found is None else (found["uri"], found["range"]["start"]["line"])


def origin(expression: str, uri: str = URI) -> dict[str, Any]:
    return {"expression": expression, "uri": uri}


@pytest.fixture
def editor():
    editor = Editor()
    editor.bind("model", Model(), origin=origin("model = Model()"))
    return editor


def test_a_name_leads_to_the_statement_that_made_it_where_it_stands_now(editor):
    found = editor.ask("definition", "# é\n\nif 1:\n    model = Model()\n\nmod‸el.fit()")
    assert found["uri"] == URI
    assert found["range"]["start"] == {"line": 3, "character": 4}
    assert found["range"]["end"] == {"line": 3, "character": 9}


def test_of_statements_that_bind_a_name_the_one_that_ran_is_meant(editor):
    text = "model = other()\nmodel = Model()\nmodel = another()\nmod‸el"
    assert target(editor.ask("definition", text)) == (URI, 1)


def test_a_statement_that_was_changed_since_is_none(editor):
    found = editor.ask("definition", "model = Model(1)\nmod‸el")
    assert target(found)[0] == HERE


def test_a_name_made_in_another_document_leads_there(editor):
    editor.open("\nother = Model()\n", "file:///b.py")
    editor.bind("other", Model(), origin=origin("other = Model()", "file:///b.py"))
    assert target(editor.ask("definition", "oth‸er")) == ("file:///b.py", 1)


def test_a_value_without_an_origin_leads_to_the_one_place_that_binds_it(editor):
    editor.bind("number", 5, ref=False)
    assert target(editor.ask("definition", "number = 5\nnum‸ber")) == (URI, 0)
    assert editor.ask("definition", "number = 5\nnumber = 6\nnum‸ber") is None
    assert editor.ask("definition", "for number in x: pass\nnum‸ber") is None


def test_methods_and_functions_lead_to_their_source(editor):
    assert target(editor.ask("definition", "model.fi‸t()")) == (HERE, line_of(Model.fit))
    found = editor.ask("definition", "import json\njson.dum‸ps(1)")
    assert target(found) == (Path(json.__file__).as_uri(), line_of(json.dumps))
    assert target(editor.ask("definition", "import js‸on")) is None


def test_the_type_definition_is_the_class(editor):
    found = target(editor.ask("type_definition", "model = Model()\nmod‸el"))
    assert found is not None
    assert found[0] == HERE
    assert found[1] <= line_of(Model.fit)


@pytest.mark.parametrize("marked", ["unbou‸nd", "model.si‸ze", "model.miss‸ing", "'model‸'", "‸"])
def test_what_is_not_known_leads_nowhere(editor, marked):
    assert editor.ask("definition", marked) is None


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/a/b c#é.py", "file:///a/b%20c%23%C3%A9.py"),
        ("C:\\a b\\c.py", "file:///c%3A/a%20b/c.py"),
        ("\\\\host\\share\\c.py", "file://host/share/c.py"),
    ],
)
def test_paths_of_every_system_become_uris(path, uri):
    assert file_uri(path) == uri


@pytest.mark.parametrize("name", sorted(hostile_objects()))
def test_going_to_a_definition_runs_nothing(editor, name):
    editor.bind("hostile", hostile_objects()[name], origin=origin("hostile = make()"))
    for marked in ("hosti‸le", "hostile = make()\nhosti‸le", "hostile.ow‸n", "hostile.classy‸"):
        editor.ask("definition", marked)
        editor.ask("type_definition", marked)
    assert RUNS == []


def test_asking_touches_no_lifetime(editor):
    before = [(entry.used, entry.claims) for entry in editor.session.entries.values()]
    editor.now = 60.0
    editor.ask("definition", "model = Model()\nmod‸el")
    assert [(entry.used, entry.claims) for entry in editor.session.entries.values()] == before
    assert language.definition(editor.context, {
        "textDocument": {"uri": "file:///unknown.py"}, "position": {"line": 0, "character": 0},
    }) is None  # fmt: skip
