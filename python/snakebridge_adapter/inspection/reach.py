"""What of some objects is reached from others: what a release would not free.

Follows what the garbage collector would follow, by its own C code; no code of the user's runs. Modules, classes,
functions and frames are not entered: from them one reaches everything. A deadline ends the walk.
"""

from __future__ import annotations

from gc import get_referents
from types import FrameType, FunctionType, ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

_CLOSED = (ModuleType, FunctionType, FrameType, type)
_STEPS_BETWEEN_LOOKS = 1000


def reached_from(
    roots: Iterable[tuple[str, Any]],
    wanted: set[int],
    is_late: Callable[[], bool],
) -> tuple[dict[int, str], bool]:
    """Return which of `wanted` (identities) are reached and the title of the first root that does.

    Also whether all was walked before it was late.
    """
    found: dict[int, str] = {}
    seen: set[int] = set()
    steps = 0
    for title, root in roots:
        waiting = [] if _is_closed(root) else [root]
        while waiting:
            if len(found) == len(wanted):
                return found, True
            steps += 1
            if steps % _STEPS_BETWEEN_LOOKS == 0 and is_late():
                return found, False
            for part in get_referents(waiting.pop()):
                if id(part) in seen or _is_closed(part):
                    continue
                seen.add(id(part))
                if id(part) in wanted:
                    found[id(part)] = title
                waiting.append(part)
    return found, True


def _is_closed(obj: object) -> bool:
    return issubclass(type(obj), _CLOSED)
