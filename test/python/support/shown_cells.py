"""What the cells of a notebook show, told alike whichever kernel ran them, for comparing."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from typing import Any

from .adapter import Adapter, RpcError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from .jupyter_kernel import JupyterKernel

_CELL = re.compile(r"^# %%(.*)\n", re.MULTILINE)
_PASSING = [
    (re.compile(r"0x[0-9a-f]{6,}"), "0x…"),
    (re.compile(r"(/tmp/ipykernel_\d+/\d+\.py|Cell In\[\d+\]|<ipython-input-[^>]*>)"), "CELL"),
    (re.compile(r"\(\d+\.py, line"), "(CELL, line"),
    (re.compile(r"T_[0-9a-f]{5}"), "T_…"),
    (re.compile(r"\d[\d.]*(e[+-]\d+)? ?(ns|µs|us|ms|s)\b"), "TIME"),
    # There, commands run in a terminal.
    (re.compile(r"\r\n"), "\n"),
]
"""What differs from run to run."""


def cells_of(notebook: Path) -> list[str]:
    """Return the sources of a notebook's cells of code."""
    _, *parts = _CELL.split(notebook.read_text(encoding="utf-8"))
    marked = zip(parts[::2], parts[1::2])
    return [source.strip("\n") for title, source in marked if "[markdown]" not in title]


class Outputs:
    """The outputs of one cell as they would stand below it."""

    def __init__(self, places: dict[str, list[dict[str, Any]]]) -> None:
        self._places = places
        self.all: list[dict[str, Any]] = []
        self._clears_next = False
        self.failure: dict[str, Any] | None = None

    def end(self) -> list[dict[str, Any]]:
        """Return them all, what went wrong last: figures that a failing cell left open stand before it with us."""
        return [*self.all, *([self.failure] if self.failure else [])]

    def print(self, stream: str, text: str) -> None:
        self._make_room()
        last = self.all[-1] if self.all else {}
        if last.get("stream") == stream:
            last["text"] += lasting(text)
        else:
            self.all.append({"stream": stream, "text": lasting(text)})

    def show(self, forms: dict[str, str], place: str | None) -> None:
        self._make_room()
        output = {"forms": forms}
        self.all.append(output)
        if place is not None:
            self._places.setdefault(place, []).append(output)

    def update(self, forms: dict[str, str], place: str) -> None:
        for output in self._places.get(place, []):
            output["forms"] = forms

    def fail(self, name: str, message: str) -> None:
        self.failure = {"error": name, "message": lasting(message)}

    def clear(self, *, waits: bool) -> None:
        self._clears_next = waits
        if not waits:
            self.all.clear()

    def _make_room(self) -> None:
        if self._clears_next:
            self.clear(waits=False)


class JupyterCells:
    """Runs cells by ipykernel."""

    def __init__(self, kernel: JupyterKernel) -> None:
        self._kernel = kernel
        self._places: dict[str, list[dict[str, Any]]] = {}

    def run(self, source: str) -> list[dict[str, Any]]:
        outputs = Outputs(self._places)
        for told in self._kernel.run(source):
            kind, place = told["kind"], told.get("transient", {}).get("display_id")
            if kind == "stream":
                outputs.print(told["name"], told["text"])
            elif kind in {"display_data", "execute_result"}:
                outputs.show(_bundle(told["data"]), place)
            elif kind == "update_display_data":
                outputs.update(_bundle(told["data"]), place)
            elif kind == "clear_output":
                outputs.clear(waits=told["wait"])
            elif kind == "error":
                outputs.fail(told["ename"], told["evalue"])
        return outputs.end()


class BridgeCells:
    """Runs cells by our adapter, as the notebook's kernel does."""

    def __init__(self, adapter: Adapter) -> None:
        self._adapter = adapter
        self._places: dict[str, list[dict[str, Any]]] = {}
        self._order = 0
        self._seen = 0

    def run(self, source: str) -> list[dict[str, Any]]:
        self._order += 1
        name = f"Cell In[{self._order}]"
        params = {"session": "s", "source": source, "fileName": name, "order": self._order}
        outputs = Outputs(self._places)
        result: dict[str, Any] | None = None
        failure: RpcError | None = None
        try:
            result = self._adapter.ask("snakebridge/runCell", params)
        except RpcError as error:
            failure = error
        for event in self._new_events():
            self._take(outputs, event)
        if result is not None:
            values = [] if result["forms"] is None else [result["forms"]]
            for forms in values + result["figures"]:
                outputs.show(_forms(forms), None)
        if failure is not None:
            name = failure.data["pythonType"].rpartition(".")[2]
            outputs.fail(name, failure.data["message"])
        return outputs.end()

    def _new_events(self) -> list[dict[str, Any]]:
        events = self._adapter.all_events()
        new, self._seen = events[self._seen :], len(events)
        return new

    def _take(self, outputs: Outputs, event: dict[str, Any]) -> None:
        params = event["params"]
        if event["method"] == "snakebridge/output":
            outputs.print(params["stream"], params["text"])
        elif event["method"] == "snakebridge/displayed":
            forms, place = _forms(params["forms"]), params["displayId"]
            if params["change"] == "show":
                outputs.show(forms, place)
            elif params["change"] == "update":
                outputs.update(forms, place)
            else:
                outputs.clear(waits=params["change"] == "clearNext")


def _bundle(data: dict[str, Any]) -> dict[str, str]:
    return {mime: _form(mime, value) for mime, value in data.items()}


def _forms(forms: list[dict[str, str]]) -> dict[str, str]:
    return {form["mime"]: _form(form["mime"], form["data"]) for form in forms}


def _form(mime: str, data: Any) -> str:
    """Return a form as text to compare: pictures by their size, JSON in one spelling."""
    if mime == "image/png":
        header = b64decode(data)[16:24]
        return f"{int.from_bytes(header[:4], 'big')} x {int.from_bytes(header[4:], 'big')} pixels"
    if mime.endswith("json"):
        return json.dumps(json.loads(data) if isinstance(data, str) else data, sort_keys=True)
    return lasting(data)


def lasting(text: str) -> str:
    """Return a text without what differs from run to run."""
    for pattern, word in _PASSING:
        text = pattern.sub(word, text)
    return text
