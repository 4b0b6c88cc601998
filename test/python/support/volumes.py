"""How much of everything the tests do that come in two sizes; the numbers are in test/support/volumes.json."""

from __future__ import annotations

import json
import os
from pathlib import Path

VOLUMES = json.loads((Path(__file__).resolve().parents[2] / "support" / "volumes.json").read_text())


def volume_of(kind: str) -> int:
    """Return how many of a kind: few in `npm test`, many in `npm run soak`."""
    size = "soak" if os.environ.get("SNAKEBRIDGE_SOAK") == "1" else "test"
    return VOLUMES[kind][size]
