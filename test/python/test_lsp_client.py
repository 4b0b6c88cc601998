"""The adapter as any LSP editor meets it: capabilities, position encodings, incremental changes, refreshes."""

from __future__ import annotations

from typing import Any

import pytest
from support.adapter import PATIENCE, Adapter, RpcError

URI = "file:///plain.py"
REQUEST_CANCELLED = -32800
TEXT = "import json\n# 😀é\ndata = {'😀key': [1, 2]}\n"
EVERYTHING = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}


class PlainEditor:
    """Knows LSP, and nothing of `snakebridge/*` but how to run something."""

    def __init__(self, adapter: Adapter, encodings: list[str] | None) -> None:
        self.adapter = adapter
        general = {} if encodings is None else {"general": {"positionEncodings": encodings}}
        self.capabilities = adapter.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": None,
                "capabilities": {**general, "workspace": {"inlayHint": {"refreshSupport": True}}},
            },
        )["capabilities"]
        adapter.notify("initialized", {})
        adapter.notify("textDocument/didOpen", {
            "textDocument": {"uri": URI, "languageId": "python", "version": 1, "text": TEXT},
        })  # fmt: skip
        adapter.ask("snakebridge/attachDocument", {"uri": URI, "session": "s"})
        self.run("import json; data = {'😀key': [1, 2]}")

    def run(self, source: str) -> Any:
        return self.adapter.ask("snakebridge/run", {"session": "s", "source": source})

    def width(self, text: str) -> int:
        encoding = self.capabilities["positionEncoding"]
        if encoding == "utf-32":
            return len(text)
        data = text.encode(encoding if encoding == "utf-8" else "utf-16-le", "surrogatepass")
        return len(data) if encoding == "utf-8" else len(data) // 2

    def position(self, line: int, before: str) -> dict[str, int]:
        return {"line": line, "character": self.width(before)}

    def change(self, line: int, before: str, removed: str, text: str) -> None:
        span = {
            "start": self.position(line, before),
            "end": self.position(line, before + removed),
        }
        self.adapter.notify("textDocument/didChange", {
            "textDocument": {"uri": URI, "version": 2},
            "contentChanges": [{"range": span, "text": text}],
        })  # fmt: skip

    def ask(self, method: str, line: int, before: str) -> Any:
        params = {"textDocument": {"uri": URI}, "position": self.position(line, before)}
        return self.adapter.ask(f"textDocument/{method}", params)

    def hints(self) -> Any:
        return self.adapter.ask(
            "textDocument/inlayHint", {"textDocument": {"uri": URI}, "range": EVERYTHING}
        )


@pytest.fixture
def editor():
    with Adapter(initialize=False) as adapter:
        yield PlainEditor(adapter, None)


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (None, "utf-16"),
        (["utf-8", "utf-16"], "utf-8"),
        (["utf-32"], "utf-32"),
        (["utf-7", "utf-16"], "utf-16"),
    ],
)
def test_every_feature_works_with_every_way_to_count_characters(offered, chosen):
    with Adapter(initialize=False) as adapter:
        editor = PlainEditor(adapter, offered)
        assert editor.capabilities["positionEncoding"] == chosen
        _use_every_feature(editor)


def _use_every_feature(editor: PlainEditor) -> None:
    assert editor.capabilities["hoverProvider"] is True
    assert editor.capabilities["inlayHintProvider"] is True
    # The text is made to say something else, past characters that every encoding counts otherwise.
    editor.change(1, "", "# 😀é", "'😀é'; data['😀k")
    found = editor.ask("completion", 1, "'😀é'; data['😀k")
    (key,) = found["items"]
    start = key["textEdit"]["range"]["start"]
    assert start == editor.position(1, "'😀é'; data['")
    editor.change(1, "'😀é'; data['", "😀k", key["textEdit"]["newText"] + "; json.dumps(1, indent=")
    shown = editor.ask("signatureHelp", 1, "'😀é'; data['😀key']; json.dumps(1, indent=")
    assert shown["signatures"][0]["label"].startswith("dumps(obj, *")
    assert shown["activeParameter"] == 6
    editor.change(1, "'😀é'; data['😀key']", "; json.dumps(1, indent=", "; json.dumps(1)")
    hover = editor.ask("hover", 1, "'😀é'; data['😀")
    assert "[1, 2]" in hover["contents"]["value"]
    assert hover["range"]["start"] == editor.position(1, "'😀é'; ")
    target = editor.ask("definition", 1, "'😀é'; data['😀key']; json.dum")
    assert target["uri"].endswith("/json/__init__.py")
    assert target["range"]["start"]["line"] > 100
    (hint,) = editor.hints()
    assert (hint["label"], hint["position"]) == ("dict (1)", editor.position(2, "data"))


def test_hints_are_asked_for_anew_once_after_names_changed(editor):
    adapter = editor.adapter
    assert [hint["label"] for hint in editor.hints()] == ["dict (1)"]
    editor.run("data = [1, 2, 3]")
    editor.run("data = [1, 2, 3, 4]")
    refresh = _next_request(adapter)
    assert refresh["method"] == "workspace/inlayHint/refresh"
    assert "params" not in refresh
    adapter.send({"jsonrpc": "2.0", "id": refresh["id"], "result": None})
    assert [hint["label"] for hint in editor.hints()] == ["list (4)"]
    editor.run("other = 1")
    assert _next_request(adapter)["id"] != refresh["id"]


def _next_request(adapter: Adapter) -> Any:
    while True:
        frame = adapter.frames.get(timeout=PATIENCE)
        if type(frame) is dict and "method" in frame and "id" in frame:
            return frame


def test_everything_is_answered_while_user_code_runs(editor):
    adapter = editor.adapter
    editor.change(1, "", "# 😀é", "data.")
    started = adapter.start(
        "snakebridge/run",
        {"session": "s", "source": "import threading; threading.Event().wait()"},
    )
    assert "clear" in [item["label"] for item in editor.ask("completion", 1, "data.")["items"]]
    editor.change(1, "data.", "", "get()")
    assert editor.ask("signatureHelp", 1, "data.get(")["signatures"][0]["label"].startswith("get(")
    assert "dict" in editor.ask("hover", 1, "da")["contents"]["value"]
    editor.ask("definition", 1, "da")
    assert len(editor.hints()) == 1
    assert not started.done()
    adapter.cancel(started)


class SimpleEditor(PlainEditor):
    """Knows nothing but LSP; its documents have sessions of their own."""

    def __init__(self, adapter: Adapter) -> None:
        self.adapter = adapter
        self.capabilities = adapter.ask(
            "initialize",
            {
                "capabilities": {"general": {"positionEncodings": ["utf-8"]}},
                "initializationOptions": {"snakebridge": {"documentSessions": True}},
            },
        )["capabilities"]
        adapter.notify("initialized", {})
        self.open(URI, TEXT)

    def open(self, uri: str, text: str) -> None:
        document = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        self.adapter.notify("textDocument/didOpen", {"textDocument": document})

    def run_selection(self, line: int, before: str, text: str) -> Any:
        span = {"start": self.position(line, before), "end": self.position(line, before + text)}
        (action,) = self.adapter.ask(
            "textDocument/codeAction",
            {"textDocument": {"uri": URI}, "range": span, "context": {"diagnostics": []}},
        )
        command = {"command": action["command"], "arguments": action["arguments"]}
        self.adapter.ask("workspace/executeCommand", command)
        return self.adapter.events("window/showMessage")[-1]["message"]


@pytest.fixture
def simple():
    with Adapter(initialize=False) as adapter:
        yield SimpleEditor(adapter)


def test_an_editor_that_knows_only_lsp_runs_a_line_and_sees_what_came_of_it(simple):
    assert "snakebridge.run" in simple.capabilities["executeCommandProvider"]["commands"]
    simple.change(1, "", "# 😀é", "'😀é'; dec = json.JSONDecoder()")
    told = simple.run_selection(1, "'😀é'; ", "dec = json.JSONDecoder()")
    assert told.startswith("⇒ JSONDecoder(")
    assert simple.run_selection(2, "", "") == "⇒ dict {'😀key': [1, 2]}"
    assert [(hint["label"], hint["position"]) for hint in simple.hints()] == [
        ("JSONDecoder", simple.position(1, "'😀é'; dec")),
        ("dict (1)", simple.position(2, "data")),
    ]
    assert "JSONDecoder" in simple.ask("hover", 1, "'😀é'; d")["contents"]["value"]


def test_a_run_that_fails_is_an_error_of_the_command(simple):
    simple.change(1, "", "# 😀é", "1 / 0")
    with pytest.raises(RpcError, match="division by zero"):
        simple.run_selection(1, "", "1 / 0")
    simple.change(1, "", "1 / 0", "1 /")
    with pytest.raises(RpcError, match="Python cannot read"):
        simple.run_selection(1, "", "1 /")
    with pytest.raises(RpcError, match="unknown command nothing"):
        simple.adapter.ask("workspace/executeCommand", {"command": "nothing"})


def test_documents_have_sessions_of_their_own_until_they_share_one(simple):
    other = "file:///other.py"
    simple.open(other, "shared")
    hover = {"textDocument": {"uri": other}, "position": {"line": 0, "character": 1}}
    simple.adapter.ask("snakebridge/run", {"session": URI, "source": "shared = {}"})
    assert simple.adapter.ask("textDocument/hover", hover) is None
    simple.adapter.ask(
        "workspace/executeCommand",
        {"command": "snakebridge.attach", "arguments": [{"uri": other, "session": URI}]},
    )
    assert "dict" in simple.adapter.ask("textDocument/hover", hover)["contents"]["value"]


def test_clients_that_make_sessions_themselves_are_offered_no_commands(editor):
    assert "executeCommandProvider" not in editor.capabilities
    assert editor.adapter.ask("snakebridge/sessions")[0]["id"] == "s"


def test_a_hover_that_the_editor_cancels_is_not_looked_for(editor):
    adapter = editor.adapter
    params = {"textDocument": {"uri": URI}, "position": editor.position(2, "da")}
    message, answer = adapter.prepare("textDocument/hover", params)
    cancel = {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": message["id"]}}
    adapter.send(message, cancel)
    with pytest.raises(RpcError) as refused:
        answer.result(PATIENCE)
    assert refused.value.code == REQUEST_CANCELLED
