"""The gateway's pipe to its client: frames from it, frames to it, on the gateway's event loop."""

from __future__ import annotations

import asyncio
import os

from ..wire.framing import FrameReader, LadenFrame, frame, laden_frame
from ..worker.core import max_message_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from typing import Any

    from ..wire.framing import Buffer, Frame
    from ..worker.descriptors import Descriptors

CHUNK_BYTES = 1 << 20


class ClientPipe:
    """Both directions."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.WriteTransport) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, descriptors: Descriptors) -> ClientPipe:
        """Take over the client's descriptors."""
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(CHUNK_BYTES)
        protocol = asyncio.StreamReaderProtocol(reader)
        await loop.connect_read_pipe(lambda: protocol, os.fdopen(descriptors.client_in, "rb", 0))
        writer, _ = await loop.connect_write_pipe(
            asyncio.BaseProtocol, os.fdopen(descriptors.client_out, "wb", 0)
        )
        return cls(reader, writer)

    async def frames(self) -> AsyncIterator[Frame]:
        """Give what comes in place of frames, until the client is gone."""
        reader = FrameReader(max_message_bytes())
        while True:
            chunk = await self._reader.read(CHUNK_BYTES)
            if not chunk:
                return
            for each in reader.feed(chunk):
                yield each

    def write(self, data: Any) -> None:
        """Send whole frames."""
        self._writer.write(data)

    def send(self, body: str, attachments: Sequence[Buffer] = ()) -> None:
        """Send one message, given as ASCII JSON text."""
        data = b"".join(laden_frame(body, attachments)) if attachments else frame(body)
        self._writer.write(data)


def framed(taken: bytes | LadenFrame) -> bytes:
    """Return a frame as it came."""
    if isinstance(taken, bytes):
        return b"Content-Length: %d\r\n\r\n%b" % (len(taken), taken)
    return laden(taken.body, taken)


def laden(body: bytes, taken: LadenFrame) -> bytes:
    """Return a frame of `body` with the attachments of another one."""
    lengths = [len(part) for part in taken.attachments]
    stated = ",".join(map(str, lengths)).encode()
    header = b"Content-Length: %d\r\nSnakebridge-Attachments: %b\r\n\r\n"
    return b"".join((header % (len(body) + sum(lengths), stated), body, *taken.attachments))
