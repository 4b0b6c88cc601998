"""For python-shell: a line of JSON in, a line of JSON out."""

from __future__ import annotations

import json
import sys

from plain_objects import answer, to_json


def main() -> None:
    for line in sys.stdin:
        message = json.loads(line)
        result = answer(message["method"], message["params"])
        print(to_json({"id": message["id"], "result": result}), flush=True)


if __name__ == "__main__":
    main()
