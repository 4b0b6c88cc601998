"""The simulation of large clusters runs against the gateway as it is, and what it counts adds up."""

from __future__ import annotations

import os
import subprocess
import sys

program = os.path.join(os.path.dirname(__file__), "..", "..", "bench", "python", "cluster_scale.py")


def test_many_sessions_are_listed_paged_and_followed_through_one_gateway():
    command = [sys.executable, program, "20", "450", "10"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    assert "20 workers and sessions, 9,000 refs" in told
    assert "400 events" in told
