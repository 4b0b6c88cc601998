"""The plain way: a thread reads Content-Length frames, the main thread takes them from a queue and answers.

Keeps objects in a dictionary by id, so that refs can be made, called and let go.
"""

import base64
import importlib
import json
import queue
import sys
import threading

OBJECTS: dict[str, object] = {}


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
    body = json.dumps(message).encode()
    sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    sys.stdout.buffer.flush()


def call(params: dict) -> object:
    function = importlib.import_module(params["module"])
    for name in params["function"].split("."):
        function = getattr(function, name)
    return keep(function(*params["args"]), params)


def keep(value: object, params: dict) -> object:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    try:
        json.dumps(value)
        return value
    except TypeError:
        ref = str(len(OBJECTS))
        OBJECTS[ref] = value
        return {"ref": ref, "type": type(value).__name__}


def attributes(params: dict) -> list:
    obj = OBJECTS[params["ref"]]
    return [[name, type(value).__name__, repr(value)[:60]] for name, value in vars(obj).items()]


METHODS = {
    "call": call,
    "method": lambda p: keep(getattr(OBJECTS[p["ref"]], p["name"])(*p["args"]), p),
    "attr": lambda p: keep(getattr(OBJECTS[p["ref"]], p["name"]), p),
    "next": lambda p: keep(next(OBJECTS[p["ref"]], None), p),
    "attributes": attributes,
    "release": lambda p: OBJECTS.pop(p["ref"], None) is not None,
}


def main() -> None:
    inbox: queue.Queue = queue.Queue()
    threading.Thread(target=read_frames, args=(inbox,), daemon=True).start()
    while (message := inbox.get()) is not None:
        result = METHODS[message["method"]](message["params"])
        send({"jsonrpc": "2.0", "id": message["id"], "result": result})


if __name__ == "__main__":
    main()
