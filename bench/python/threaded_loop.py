"""The plain way: a thread reads Content-Length frames, the main thread takes them from a queue and answers."""

from __future__ import annotations

import json
import queue
import sys
import threading

from plain_objects import answer, to_json


def read_frames(inbox: queue.Queue) -> None:
    stream = sys.stdin.buffer
    while True:
        length = 0
        while (line := stream.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not line:
            inbox.put(None)
            return
        inbox.put(json.loads(stream.read(length)))


def send(message: dict) -> None:
    body = to_json(message).encode()
    sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    sys.stdout.buffer.flush()


def main() -> None:
    inbox: queue.Queue = queue.Queue()
    threading.Thread(target=read_frames, args=(inbox,), daemon=True).start()
    while (message := inbox.get()) is not None:
        result = answer(message["method"], message["params"])
        send({"jsonrpc": "2.0", "id": message["id"], "result": result})


if __name__ == "__main__":
    main()
