"""Every way a request can fail, once; the mirror of `src/protocol/errors.ts`.

The contract test compares both tables. Errors here carry what the answer needs and no object of the
user's, so that an error that is kept never keeps a released object alive.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

CODES: dict[str, int] = {
    "python": 1001,
    "refNotFound": 1002,
    "sessionMismatch": 1003,
    "invalidRef": 1004,
    "serialization": 1005,
    "timeout": 1006,
    "sessionFull": 1007,
    "clusterUnavailable": 1008,
    "workerExited": 1009,
    "cancelled": -32800,
}
"""Code in `error.code` of a JSON-RPC answer, by name."""

REMOVAL_REASONS: dict[str, str] = {
    "released": "it was released",
    "session_released": "its session was released",
    "expired": "it was not used for longer than its time to live",
    "evicted": "the session was full and it was the least recently used",
    "stream_ended": "the stream has ended",
    "worker_restarted": "the Python worker was restarted",
    "unknown": "no such reference is known",
}
"""Why a ref no longer exists: the word on the wire, and the reason as a person reads it."""

_INVALID_REF_MESSAGES = {
    "missing_id": "missing 'id' field",
    "missing_type": "missing '__type__' field",
    "invalid_format": "unrecognized format",
}


class InvalidParams(ValueError):
    """A request's parameters are malformed: JSON-RPC `InvalidParams`, not a failure of Python."""


class AdapterError(Exception):
    """A known failure: `name` is a key of `CODES`, `data` what the protocol promises with it."""

    name: str
    message: str
    data: dict[str, Any]

    def __init__(self, name: str, message: str, data: dict[str, Any]) -> None:
        super().__init__(message)
        self.name = name
        self.message = message
        self.data = data

    @property
    def code(self) -> int:
        """The number on the wire."""
        return CODES[self.name]


class RefNotFound(AdapterError):
    """The ref is gone; `reason` is a key of `REMOVAL_REASONS`."""

    def __init__(self, ref_id: str, session_id: str, reason: str) -> None:
        super().__init__(
            "refNotFound",
            f"SnakeBridge reference '{ref_id}' not found in session '{session_id}': "
            f"{REMOVAL_REASONS[reason]}",
            {"refId": ref_id, "sessionId": session_id, "reason": reason},
        )


class SessionMismatch(AdapterError):
    """A ref was used in another session than its own; it stays alive."""

    def __init__(self, ref_id: str, expected_session: str, actual_session: str) -> None:
        super().__init__(
            "sessionMismatch",
            f"SnakeBridge reference '{ref_id}' belongs to session '{expected_session}' "
            f"but was used in session '{actual_session}'",
            {
                "refId": ref_id,
                "expectedSession": expected_session,
                "actualSession": actual_session,
            },
        )


class InvalidRef(AdapterError):
    """A ref payload is malformed: `missing_id`, `missing_type` or `invalid_format`."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            "invalidRef",
            f"Invalid SnakeBridge reference: {_INVALID_REF_MESSAGES[reason]}",
            {"reason": reason},
        )


class SerializationError(AdapterError):
    """A value cannot be encoded or decoded; `path` says where, `$` being the whole value."""

    def __init__(self, message: str, path: str) -> None:
        super().__init__("serialization", f"{message} (at {path})", {"path": path})


class SessionFull(AdapterError):
    """The session may hold no more refs and none may be evicted."""

    def __init__(self, session_id: str, max_refs: int) -> None:
        super().__init__(
            "sessionFull",
            f"SnakeBridge session '{session_id}' is full: it may hold {max_refs} references and "
            "too few of those it has can be evicted; release or unpin some, or raise maxRefs",
            {"sessionId": session_id, "maxRefs": max_refs},
        )


class ClusterUnavailable(AdapterError):
    """The cluster that sessions shall live on cannot be used; `reason` is a `ClusterProblem` of the protocol."""

    def __init__(self, reason: str, address: str, message: str, **details: str) -> None:
        super().__init__(
            "clusterUnavailable", message, {"reason": reason, "address": address, **details}
        )


class WorkerExited(AdapterError):
    """What a session lived on is gone: a cluster worker, or with the scheduler all of them."""

    def __init__(
        self, session_id: str, died: str, address: str, worker_name: str | None = None
    ) -> None:
        super().__init__(
            "workerExited",
            f"{death_words(died, address, worker_name)}, and session '{session_id}' with it",
            {
                "sessionId": session_id,
                "died": died,
                "address": address,
                "workerName": worker_name,
            },
        )


def death_words(died: str, address: str, worker_name: str | None) -> str:
    """Say what of a cluster is gone; `died` is a `ClusterPart` of the protocol."""
    if died == "scheduler":
        return f"The Dask scheduler at {address} is gone"
    named = "" if worker_name is None else f" '{worker_name}'"
    return f"Dask worker{named} at {address} is gone"


class TimedOut(AdapterError):
    """The time allowed for the call ran out and Python was interrupted."""

    def __init__(self, timeout_ms: float) -> None:
        super().__init__(
            "timeout",
            f"Python was interrupted because the call took longer than {timeout_ms:g} ms",
            {"timeoutMs": timeout_ms},
        )


class Cancelled(AdapterError):
    """Cancelled by the client; `interrupted` tells whether Python was already running it."""

    def __init__(self, *, interrupted: bool, message: str | None = None) -> None:
        words = "The call was interrupted" if interrupted else "The call was cancelled"
        super().__init__("cancelled", message or words, {"interrupted": interrupted})
