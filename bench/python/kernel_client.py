"""A Jupyter kernel behind lines of JSON: {"id", "code"} in, {"id", "text"} out, as a notebook front end sees it."""

from __future__ import annotations

import json
import sys
from queue import Empty

import zmq
from jupyter_client.manager import start_new_kernel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_client import BlockingKernelClient


def drain(get_message: Callable[..., dict]) -> list[dict]:
    messages = []
    try:
        while True:
            messages.append(get_message(timeout=0))
    except Empty:
        return messages


class Session:
    """Sends code, gathers what it prints and evaluates to until the kernel is idle again."""

    def __init__(self, client: BlockingKernelClient) -> None:
        self.client = client
        self.ids: dict[str, int] = {}
        self.texts: dict[str, list[str]] = {}

    def execute(self, request: dict) -> None:
        message_id = self.client.execute(request["code"])
        self.ids[message_id] = request["id"]
        self.texts[message_id] = []

    def receive(self, message: dict) -> None:
        parent = message["parent_header"].get("msg_id")
        if parent not in self.ids:
            return
        kind, content = message["msg_type"], message["content"]
        if kind == "stream":
            self.texts[parent].append(content["text"])
        elif kind == "execute_result":
            self.texts[parent].append(content["data"]["text/plain"])
        elif kind == "error":
            self.texts[parent].append(f"{content['ename']}: {content['evalue']}")
        elif kind == "status" and content["execution_state"] == "idle":
            text = "".join(self.texts.pop(parent))
            print(json.dumps({"id": self.ids.pop(parent), "text": text}), flush=True)


def serve(client: BlockingKernelClient) -> None:
    session = Session(client)
    shell, iopub = client.shell_channel.socket, client.iopub_channel.socket
    poller = zmq.Poller()
    for source in (sys.stdin.buffer.raw.fileno(), shell, iopub):
        poller.register(source, zmq.POLLIN)
    rest = b""
    while True:
        ready = dict(poller.poll())
        if sys.stdin.fileno() in ready:
            chunk = sys.stdin.buffer.raw.read(65536)
            if not chunk:
                return
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                session.execute(json.loads(line))
        drain(client.get_shell_msg)
        for message in drain(client.get_iopub_msg):
            session.receive(message)


def main() -> None:
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        serve(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    main()
