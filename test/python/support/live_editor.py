"""A document of an editor attached to a session, asked where a mark stands in its text."""

from __future__ import annotations

from typing import Any

from snakebridge_adapter.handlers import documents, language
from snakebridge_adapter.registry.registry import Registry
from snakebridge_adapter.worker.context import Context

URI = "file:///a.py"
CARET = "‸"


class Editor:
    def __init__(self) -> None:
        self.now = 0.0
        self.context = Context()
        self.context.registry = Registry(lambda: self.now)
        self.session = self.context.registry.session("s")
        documents.attach_document(self.context, {"uri": URI, "session": "s"})

    def bind(self, name: str, obj: object, *, ref: bool = True, origin: Any = None) -> str | None:
        self.context.registry.bind(self.session, name, obj)
        if not ref:
            return None
        entry = self.context.registry.store(self.session, obj)
        entry.origin = origin
        return entry.id

    def open(self, text: str, uri: str = URI) -> None:
        documents.did_open(self.context, {"textDocument": {"uri": uri, "text": text}})

    def ask(self, feature: str, marked: str, **more: Any) -> Any:
        before = marked.partition(CARET)[0]
        line = before.count("\n")
        character = len(before.rpartition("\n")[2].encode("utf-16-le")) // 2
        self.open(marked.replace(CARET, ""))
        params = {
            "textDocument": {"uri": URI},
            "position": {"line": line, "character": character},
            **more,
        }
        return getattr(language, feature)(self.context, params)

    def hover(self, marked: str) -> Any:
        return self.ask("hover", marked)

    def text(self, marked: str) -> str:
        return self.hover(marked)["contents"]["value"]
