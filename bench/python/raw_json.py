"""The floor: newline-terminated JSON, read, computed, answered; nothing else."""

import json
import math
import os


def main() -> None:
    rest = b""
    while chunk := os.read(0, 65536):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            request = json.loads(line)
            answer = {"id": request["id"], "result": math.sqrt(request["x"])}
            os.write(1, (json.dumps(answer) + "\n").encode())


if __name__ == "__main__":
    main()
