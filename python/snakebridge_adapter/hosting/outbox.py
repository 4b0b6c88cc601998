"""What a host sends, in the order it was said, until somebody takes it along as one packet.

A packet is its number, how long each frame in it is, and the frames. Numbers tell who gets packets by several
ways at a time in which order they were taken.
"""

from __future__ import annotations

import struct
from _thread import allocate_lock

from ..wire.framing import frame, laden_frame
from ..worker.sender import Sender

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..wire.framing import Buffer

_HEAD = struct.Struct(">QI")


class Outbox:
    """Frames that wait to be taken. Any thread."""

    def __init__(self) -> None:
        self._lock = allocate_lock()
        self._frames: list[bytes] = []
        self._taken = 0

    def put(self, body: str, attachments: Sequence[Buffer] = ()) -> None:
        """Add a message as a frame. Attachments are copied: whose they are may change them."""
        data = b"".join(laden_frame(body, attachments)) if attachments else frame(body)
        with self._lock:
            self._frames.append(data)

    def take(self) -> bytes:
        """Return all that waits as one packet; nothing if nothing does."""
        with self._lock:
            frames, self._frames = self._frames, []
            if not frames:
                return b""
            number = self._taken
            self._taken += 1
        lengths = struct.pack(f">{len(frames)}Q", *map(len, frames))
        return b"".join((_HEAD.pack(number, len(frames)), lengths, *frames))


def open_packet(packet: bytes) -> tuple[int, list[memoryview]]:
    """Return number and frames of a packet."""
    number, count = _HEAD.unpack_from(packet)
    lengths = struct.unpack_from(f">{count}Q", packet, _HEAD.size)
    view = memoryview(packet)
    start = _HEAD.size + 8 * count
    frames: list[memoryview] = []
    for length in lengths:
        frames.append(view[start : start + length])
        start += length
    return number, frames


class OutboxSender(Sender):
    """Sends by an outbox, and says so to whoever may take it along."""

    def __init__(self, outbox: Outbox, announce: Callable[[], None]) -> None:
        """Call `announce` whenever something was put in that is no answer."""
        super().__init__(-1, announce)
        self._outbox = outbox
        self._announce = announce

    def send(self, body: str, attachments: Sequence[Buffer] = ()) -> None:
        """Send one message, or a batch, given as ASCII JSON text."""
        self._outbox.put(body, attachments)
        self._announce()
