"""Runs a worker on this process's standard input and output.

Takes over the descriptors before anything else is imported, so that nothing can write into the protocol.
"""

from __future__ import annotations


def main() -> None:
    """Serve the client; never returns."""
    from snakebridge_adapter.worker.descriptors import take_over_descriptors
    from snakebridge_adapter.worker.terminal import leave_terminal

    leave_terminal()
    descriptors = take_over_descriptors()
    from snakebridge_adapter.worker.worker import Worker

    Worker(descriptors).serve()


if __name__ == "__main__":
    main()
