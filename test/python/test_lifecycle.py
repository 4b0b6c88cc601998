"""The end of the client is the end of the worker and of all it started, within three seconds."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.adapter import PYTHON_FOLDER, Adapter, RpcError

LIMIT_SECONDS = 3

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def processes_of(run_id: str) -> list[int]:
    """Return the living processes that carry a run id."""
    mark = f"SNAKEBRIDGE_RUN_ID={run_id}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            pass
    return found


def wait_until_gone(run_id: str, since: float) -> None:
    while processes_of(run_id):
        for pid in processes_of(run_id):
            wait_for_end(pid, since)


def wait_for_end(pid: int, since: float) -> None:
    """Wait for the end of a process that is no child of ours."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    poller = select.poll()
    poller.register(handle, select.POLLIN)
    remaining = LIMIT_SECONDS - (time.monotonic() - since)
    ended = poller.poll(max(0, remaining * 1000))
    os.close(handle)
    assert ended, f"process {pid} still runs"


@pytest.fixture
def run_id() -> str:
    return f"test-{os.urandom(8).hex()}"


@pytest.fixture
def marked(run_id):
    """An adapter whose processes carry `run_id`."""
    adapter = Adapter(env={"SNAKEBRIDGE_RUN_ID": run_id})
    yield adapter
    adapter.process.kill()
    adapter.close()


BUSY = {
    "idle": "",
    "spins": "while True: pass",
    "sleeps": "import time\ntime.sleep(1000)",
    "ignores interrupts": "while True:\n  try:\n    while True: pass\n  except BaseException: pass",
    "holds the GIL": "import ctypes\nctypes.PyDLL(None).sleep(1000)",
    "has a thread": "import threading, time\nthreading.Thread(target=time.sleep, args=(1000,)).start()",
    "hangs at exit": "import atexit, time\natexit.register(time.sleep, 1000)",
    "fails at exit": "import atexit, sys\natexit.register(sys.exit, 7)",
    "prints": "while True: print('x' * 1000)",
    "waits for a child": "import subprocess\nsubprocess.run(['sleep', '1000'])",
}  # fmt: skip


@pytest.mark.parametrize("how", BUSY)
def test_the_worker_ends_when_its_input_does(marked, run_id, how):
    marked.start_run(f"print('begun')\n{BUSY[how]}")
    if how != "holds the GIL":
        marked.wait_for_output("begun")
    since = time.monotonic()
    marked.close()
    wait_until_gone(run_id, since)


@pytest.mark.parametrize("how", BUSY)
def test_the_worker_ends_when_its_client_is_killed(run_id, how):
    program = (
        "import sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from support.adapter import Adapter\n"
        "adapter = Adapter()\n"
        f"adapter.start_run({BUSY[how]!r})\n"
        "print('ready', flush=True)\n"
        "import time; time.sleep(1000)\n"
    )
    client = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        env={**os.environ, "SNAKEBRIDGE_RUN_ID": f"{run_id}-client"},
    )
    assert client.stdout
    assert client.stdout.readline() == b"ready\n"
    [worker] = children_of(client.pid)
    since = time.monotonic()
    client.kill()
    client.wait()
    wait_for_end(worker, since)


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


DESCENDANTS = {
    "a child": "import subprocess\nsubprocess.Popen(['sleep', '1000'])",
    "a session of its own": "import subprocess\nsubprocess.Popen(['sleep', '1000'], start_new_session=True)",
    "a grandchild whose parent is gone": (
        "import subprocess\n"
        "subprocess.run(['sh', '-c', 'setsid sleep 1000 & setsid sleep 1001 &'])"
    ),
    "one that ignores signals": (
        "import subprocess\n"
        "subprocess.Popen(['sh', '-c', 'trap \"\" TERM INT HUP; while :; do sleep 1; done'])"
    ),
    "a forked one": "import os, time\nif os.fork() == 0:\n  os.setsid()\n  time.sleep(1000)",
    "a pool": (
        "import multiprocessing, time\n"
        "context = multiprocessing.get_context('fork')\n"
        "for _ in range(3): context.Process(target=time.sleep, args=(1000,)).start()"
    ),
}  # fmt: skip


@pytest.mark.parametrize("end", ["input", "exit", "interrupt ignored", "GIL held"])
def test_what_user_code_started_ends_with_the_worker(marked, run_id, end):
    for source in DESCENDANTS.values():
        marked.run(source)
    # The worker, four of one process, two grandchildren, three of the pool.
    assert len(processes_of(run_id)) >= 1 + 4 + 2 + 3
    since = time.monotonic()
    if end == "exit":
        marked.ask("shutdown")
        marked.notify("exit")
        marked.process.wait(30)
    else:
        more = {"interrupt ignored": "ignores interrupts", "GIL held": "holds the GIL"}
        if end in more:
            marked.start_run(BUSY[more[end]])
        since = time.monotonic()
        marked.close()
    wait_until_gone(run_id, since)


def test_nothing_else_is_signalled(marked, run_id):
    other = subprocess.Popen(
        ["sleep", "1000"], env={**os.environ, "SNAKEBRIDGE_RUN_ID": f"{run_id}x"}
    )
    plain = subprocess.Popen(["sleep", "1000"])
    try:
        marked.run(DESCENDANTS["a child"])
        since = time.monotonic()
        marked.close()
        wait_until_gone(run_id, since)
        assert other.poll() is None
        assert plain.poll() is None
    finally:
        other.kill()
        plain.kill()
        other.wait()
        plain.wait()


def test_a_run_id_that_the_client_itself_was_started_with_is_not_the_workers(run_id):
    program = (
        "import subprocess, sys\n"
        "sleeper = subprocess.Popen(['sleep', '1000'])\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from support.adapter import Adapter\n"
        "with Adapter() as adapter:\n"
        '  adapter.run(\'import subprocess; subprocess.Popen(["sleep", "1000"])\')\n'
        "print(sleeper.poll())\n"
        "sleeper.kill()\n"
    )
    env = {**os.environ, "SNAKEBRIDGE_RUN_ID": run_id}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=env,
        capture_output=True,
        check=False,
        text=True,
        timeout=30,
    )
    assert done.stdout == "None\n", done.stderr


def test_descendants_of_a_worker_without_a_run_id_end_with_it():
    adapter = Adapter(env={"SNAKEBRIDGE_RUN_ID": ""})
    source = "import subprocess\nsubprocess.Popen(['sleep', '1000'], start_new_session=True).pid"
    child = adapter.run(source)
    forked = adapter.run("import os, time\npid = os.fork()\nif pid == 0: time.sleep(1000)\npid")
    adapter.close()
    for pid in (child, forked):
        assert not Path(f"/proc/{pid}/exe").exists()


def test_the_worker_is_ended_by_a_pipe_that_nobody_reads():
    adapter = Adapter()
    assert adapter.process.stdout
    future = adapter.start_run("import time\nwhile True: print('x' * 100); time.sleep(0.01)")
    adapter.wait_for_output("x")
    os.kill(adapter.process.pid, 0)
    # The reader thread of the test owns the file object; the descriptor below it is what counts.
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, adapter.process.stdout.fileno())
    os.close(null)
    assert adapter.process.wait(LIMIT_SECONDS) == 1
    assert not future.done() or future.cancelled()


def test_user_code_does_not_see_the_watchdog_among_its_children(adapter):
    with pytest.raises(Exception, match="No child processes"):
        adapter.run("import os\nos.wait()")


def test_exit_functions_of_user_code_run(tmp_path):
    file = tmp_path / "ran"
    adapter = Adapter()
    adapter.run(
        f"import atexit, pathlib\natexit.register(pathlib.Path({str(file)!r}).write_text, 'yes')"
    )
    adapter.ask("shutdown")
    adapter.notify("exit")
    assert adapter.process.wait(30) == 0
    assert file.read_text() == "yes"


def test_a_worker_that_is_killed_leaves_no_watchdog(marked, run_id):
    since = time.monotonic()
    marked.process.send_signal(signal.SIGKILL)
    assert marked.process.wait(30) == -signal.SIGKILL
    wait_until_gone(run_id, since)


def test_a_client_that_sends_nothing_leaves_nothing(run_id):
    env = {**os.environ, "SNAKEBRIDGE_RUN_ID": run_id}
    done = subprocess.run(
        [sys.executable, "-m", "snakebridge_adapter"],
        cwd=PYTHON_FOLDER,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env=env,
        timeout=30,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


IN_A_TERMINAL = """
import fcntl, os, subprocess, sys, termios
_, terminal = os.openpty()
fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
sys.exit(subprocess.call([sys.executable, "-m", "snakebridge_adapter"]))
"""


def test_the_terminal_of_the_client_neither_interrupts_nor_stops_the_worker():
    with Adapter(command=[sys.executable, "-c", IN_A_TERMINAL]) as adapter:
        assert adapter.run("import os; os.getpgrp() == os.getpid() != os.getsid(0)")
        with pytest.raises(RpcError, match="Input/output error"):
            adapter.run("open('/dev/tty').read(1)")
        assert adapter.run("1 + 1") == 2
