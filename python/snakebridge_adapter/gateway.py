"""Runs a gateway to a cluster on this process's standard input and output.

Takes over the descriptors as a worker does; no user code runs here, so what else is written goes to standard error.
"""

from __future__ import annotations


def main() -> None:
    """Serve the client; never returns."""
    import os

    from snakebridge_adapter.worker.descendants import adopt_run_id
    from snakebridge_adapter.worker.descriptors import take_over_descriptors
    from snakebridge_adapter.worker.terminal import leave_terminal

    leave_terminal()
    descriptors = take_over_descriptors()
    os.dup2(2, 1)
    adopt_run_id()
    from snakebridge_adapter.cluster.gateway import serve

    serve(descriptors)


if __name__ == "__main__":
    main()
