"""The memory that this process has in use."""

from __future__ import annotations

import os


def memory_bytes() -> int | None:
    """Return the resident memory, None where the system does not tell it without more than the standard library."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return None
