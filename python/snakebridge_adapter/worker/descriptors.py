"""Takes the pipe to the client away from user code, before anything else runs.

What comes in on descriptor 0 and goes out on 1 moves to private descriptors that no child inherits. 0 becomes the null
device, 1 a pipe that is captured; 2 stays the process's own standard error.
"""

from __future__ import annotations

import os


class Descriptors:
    """The private descriptors."""

    __slots__ = ("capture", "client_in", "client_out")

    def __init__(self, client_in: int, client_out: int, capture: int) -> None:
        self.client_in = client_in
        """Messages from the client."""
        self.client_out = client_out
        """Messages to the client."""
        self.capture = capture
        """What is written to descriptor 1."""

    def detach(self) -> None:
        """Cut a forked child off from the client: it reads the end of the stream and writes to nowhere."""
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (self.client_in, self.client_out, self.capture):
            os.dup2(null, descriptor, inheritable=False)
        os.close(null)


def take_over_descriptors() -> Descriptors:
    """Move the client's pipe to private descriptors and put harmless ones in its place."""
    client_in, client_out = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.close(null)
    capture, captured = os.pipe()
    os.dup2(captured, 1)
    os.close(captured)
    if os.name != "nt":
        # Some clients leave theirs non-blocking; ours must wait.
        os.set_blocking(client_in, True)
        os.set_blocking(client_out, True)
    return Descriptors(client_in, client_out, capture)
