"""A small client of the real adapter: spawns it, speaks frames, waits for answers and events."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Callable

PYTHON_FOLDER = Path(__file__).resolve().parents[3] / "python"
PATIENCE = 30
"""Seconds after which a test that waits has failed."""


class RpcError(Exception):
    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error["message"])
        self.code = error["code"]
        self.data = error.get("data")


class Adapter:
    """A running adapter, initialized unless told otherwise. A context manager that ends it."""

    def __init__(
        self,
        *,
        initialize: bool = True,
        options: dict[str, Any] | None = None,
        env: dict[str, str] | None = None,
        command: list[str] | None = None,
    ) -> None:
        self.process = subprocess.Popen(
            command or [sys.executable, "-m", "snakebridge_adapter"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=PYTHON_FOLDER,
            env={**os.environ, **(env or {})},
            start_new_session=True,
        )
        self.callbacks: dict[str, Callable[..., Any]] = {}
        self.frames: queue.Queue[Any] = queue.Queue()
        """Every body as it came, answers included."""
        self.attachments: dict[int | str, list[bytes]] = {}
        """What came beside an answer, by its id."""
        self._answers: dict[int | str, Future[Any]] = {}
        self._events: list[dict[str, Any]] = []
        self._changed = threading.Condition()
        self._last_id = 0
        self._writing = threading.Lock()
        self._stderr = b""
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._read_stderr, daemon=True).start()
        if initialize:
            params = {"capabilities": {}, "initializationOptions": {"snakebridge": options or {}}}
            self.handshake = self.ask("initialize", params)
            self.notify("initialized", {})

    def __enter__(self) -> Adapter:  # noqa: PYI034 - `Self` came with 3.11
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Sending.

    def start(self, method: str, params: Any = None, request_id: Any = None) -> Future[Any]:
        """Send a request; its answer comes as a future."""
        message, future = self.prepare(method, params, request_id)
        self.send(message)
        return future

    def prepare(self, method: str, params: Any = None, request_id: Any = None) -> Any:
        """Make a request without sending it, and the future of its answer."""
        if request_id is None:
            self._last_id += 1
            request_id = self._last_id
        future: Future[Any] = Future()
        future.request_id = request_id  # type: ignore[attr-defined]
        self._answers[request_id] = future
        return {
            "jsonrpc": "2.0", "id": request_id, "method": method, "params": params or {},
        }, future  # fmt: skip

    def ask(self, method: str, params: Any = None) -> Any:
        """Send a request and wait for its result."""
        return self.start(method, params).result(PATIENCE)

    def notify(self, method: str, params: Any = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params or {}})

    def cancel(self, future: Future[Any]) -> None:
        self.notify("$/cancelRequest", {"id": future.request_id})  # type: ignore[attr-defined]

    def send(self, *messages: Any) -> None:
        """Send messages in one write, a frame each."""
        self.write(b"".join(frame(json.dumps(message).encode()) for message in messages))

    def write(self, data: bytes) -> None:
        with self._writing:
            assert self.process.stdin
            self.process.stdin.write(data)
            self.process.stdin.flush()

    # What tests ask most.

    def start_call(self, module: str, function: str, *args: Any, **more: Any) -> Future[Any]:
        params = {
            "session": "s",
            "module": module,
            "function": function,
            "args": list(args),
            **more,
        }
        return self.start("snakebridge/call", params)

    def call(self, module: str, function: str, *args: Any, **more: Any) -> Any:
        return self.start_call(module, function, *args, **more).result(PATIENCE)

    def start_run(self, source: str, **more: Any) -> Future[Any]:
        return self.start("snakebridge/run", {"session": "s", "source": source, **more})

    def run(self, source: str, **more: Any) -> Any:
        return self.start_run(source, **more).result(PATIENCE)

    # Waiting.

    def wait_for_event(self, method: str, matches: Callable[[Any], bool] = lambda _: True) -> Any:
        """Return the params of the first event of that name that matches, now or later."""

        def found() -> Any:
            return next(
                (e for e in self._events if e["method"] == method and matches(e["params"])), None
            )

        with self._changed:
            assert self._changed.wait_for(found, PATIENCE), f"no {method}"
            return found()["params"]

    def events(self, method: str) -> list[Any]:
        with self._changed:
            return [event["params"] for event in self._events if event["method"] == method]

    def all_events(self) -> list[dict[str, Any]]:
        """Return all events so far with their names, in order."""
        with self._changed:
            return list(self._events)

    def output(self, stream: str = "stdout") -> str:
        events = self.events("snakebridge/output")
        return "".join(event["text"] for event in events if event["stream"] == stream)

    def wait_for_output(self, text: str, stream: str = "stdout") -> None:
        with self._changed:
            found = self._changed.wait_for(lambda: text in self.output(stream), PATIENCE)
        assert found, f"{text!r} never came"

    def wait_for_stderr(self, text: str) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: text in self.stderr, PATIENCE), self.stderr

    def wait_for_frame(self) -> Any:
        return self.frames.get(timeout=PATIENCE)

    # Ending.

    def close(self) -> int:
        """End its input, and wait until it is gone."""
        assert self.process.stdin
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        return self.process.wait(PATIENCE)

    @property
    def stderr(self) -> str:
        return self._stderr.decode()

    # Reading.

    def _read(self) -> None:
        assert self.process.stdout
        while True:
            length, attached = 0, []
            for line in iter(self.process.stdout.readline, b"\r\n"):
                if not line:
                    self._end()
                    return
                name, _, value = line.partition(b":")
                if name == b"Snakebridge-Attachments":
                    attached = [int(length) for length in value.split(b",")]
                    continue
                assert name == b"Content-Length", f"the protocol is broken by {line!r}"
                length = int(value)
            body = json.loads(self.process.stdout.read(length - sum(attached)))
            if attached:
                parts = [self.process.stdout.read(length) for length in attached]
                self.attachments[body["id"]] = parts
            self.frames.put(body)
            for message in body if isinstance(body, list) else [body]:
                self._take(message)

    def _take(self, message: dict[str, Any]) -> None:
        if "method" not in message:
            future = self._answers.pop(message["id"], None)
            if future and "error" in message:
                future.set_exception(RpcError(message["error"]))
            elif future:
                future.set_result(message["result"])
        elif message["method"] == "snakebridge/invokeCallback":
            threading.Thread(target=self._serve, args=(message,), daemon=True).start()
        elif "id" not in message:
            with self._changed:
                self._events.append(message)
                self._changed.notify_all()

    def _serve(self, message: dict[str, Any]) -> None:
        params = message["params"]
        answer: dict[str, Any] = {"jsonrpc": "2.0", "id": message["id"]}
        try:
            answer["result"] = self.callbacks[params["callbackId"]](params)
        except Exception as error:
            data = {"name": type(error).__name__, "stack": "at host.ts:1"}
            answer["error"] = {"code": -32603, "message": str(error), "data": data}
        self.send(answer)

    def _end(self) -> None:
        for future in list(self._answers.values()):
            future.cancel()

    def _read_stderr(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            with self._changed:
                self._stderr += line
                self._changed.notify_all()


def frame(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def callback(callback_id: str, arity: int = 1) -> dict[str, Any]:
    return {"__type__": "callback", "__schema__": 1, "callback_id": callback_id, "arity": arity}
