"""The Python side of SnakeBridge: live objects behind refs, and a language server.

Run it with `python -m snakebridge_adapter`. Nothing is imported here: what a worker needs at start is
measured, and its parts are imported where they are used.
"""

from __future__ import annotations

__version__ = "0.1.0"
