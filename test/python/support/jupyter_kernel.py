"""A Jupyter kernel, Debian's ipykernel, for tests that compare what cells show with what they show there."""

from __future__ import annotations

import queue
from typing import Any

from jupyter_client.manager import start_new_kernel

PATIENCE = 60
"""Seconds after which a test that waits has failed."""


class JupyterKernel:
    """A running kernel. A context manager that ends it."""

    def __init__(self, folder: str) -> None:
        self._manager, self._client = start_new_kernel(cwd=folder, extra_arguments=["--quiet"])

    def __enter__(self) -> JupyterKernel:  # noqa: PYI034 - `Self` came with 3.11
        return self

    def __exit__(self, *_: object) -> None:
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)

    def run(self, source: str) -> list[dict[str, Any]]:
        """Run a cell; return its messages that tell of outputs, in order."""
        asked = self._client.execute(source, allow_stdin=False, stop_on_error=False)
        told: list[dict[str, Any]] = []
        while True:
            try:
                message = self._client.get_iopub_msg(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError(f"the kernel never ended: {source}") from None
            if message["parent_header"].get("msg_id") != asked:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] == "idle":
                return told
            told.append({"kind": kind, **content})
