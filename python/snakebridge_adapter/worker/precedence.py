"""Which requests that run no user code must wait all the same: those that take away what others still need.

Asked only while the main thread is busy; otherwise everything runs in the order it came.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .requests import Request


def must_wait(request: Request, waiting: Iterable[Request], running: Request | None) -> bool:
    """Return whether an `ORDERED` request has to queue behind `waiting` or the one that runs."""
    session_id = request.session_id
    if any(other.session_id == session_id for other in waiting):
        return True
    while running is not None:
        if running.session_id == session_id and _takes_from(request, running):
            return True
        running = running.outer
    return False


def _takes_from(request: Request, running: Request) -> bool:
    """Return whether `request` frees what `running`, of the same session, may still use."""
    if request.method == "snakebridge/releaseSession":
        return True
    if request.method != "snakebridge/release":
        return False
    # Code that runs in the session's namespace may use any name, and so any ref that a name is bound to.
    return running.method == "snakebridge/run" or mentions(
        running.params, request.params.get("refs")
    )


def mentions(params: object, ref_ids: object) -> bool:
    """Return whether one of `ref_ids` stands anywhere in `params`."""
    wanted = (
        {ref_id for ref_id in ref_ids if type(ref_id) is str} if type(ref_ids) is list else set()
    )
    unseen: list[object] = [params]
    while unseen:
        value = unseen.pop()
        if type(value) is dict:
            unseen += value.values()
        elif type(value) is list:
            unseen += value
        elif type(value) is str and value in wanted:
            return True
    return False
