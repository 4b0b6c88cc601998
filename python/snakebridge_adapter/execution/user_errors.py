"""An exception of user code as the error that the client is told, and nothing kept of it."""

from __future__ import annotations

from ..errors import AdapterError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

_ADAPTER_FOLDER = __file__[: -len("execution/user_errors.py")]


def python_error(error: BaseException) -> AdapterError:
    """Return the `python` error that tells of `error`. Runs its `__str__`."""
    from .python_error import python_error_data

    data = python_error_data(error)
    return AdapterError("python", str(data["message"]), data)


def forget_frames(error: BaseException) -> None:
    """Take the adapter's own frames out of `error`: user code may keep it, and with it what they hold."""
    traceback: TracebackType | None = error.__traceback__
    while traceback is not None:
        frame = traceback.tb_frame
        if not frame.f_code.co_filename.startswith(_ADAPTER_FOLDER):
            break
        try:
            frame.clear()
        except RuntimeError:
            pass  # Still running: one of those that called us.
        traceback = traceback.tb_next
    error.__traceback__ = traceback
