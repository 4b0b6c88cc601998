"""What user code writes reaches the client as events, in order, and never the protocol."""

from __future__ import annotations

import os
import sys
from concurrent.futures import CancelledError
from itertools import groupby

import pytest
from support.adapter import Adapter

MEGABYTE = 1_000_000
LARGEST_EVENT = 65536

WRITERS = {
    "print": "for _ in range({count}): print('x' * 99)",
    "one print": "print(('x' * 99 + '\\n') * {count}, end='')",
    "bytes": "import sys\nfor _ in range({count}): sys.stdout.buffer.write(b'x' * 99 + b'\\n')",
    "descriptor": "import os\nfor _ in range({count}): os.write(1, b'x' * 99 + b'\\n')",
    "child": "import subprocess\nsubprocess.run(['sh', '-c', 'yes ' + 'x' * 99 + ' | head -n {count}'])",
    "C": (
        "import ctypes\nlibc = ctypes.CDLL(None)\n"
        "for _ in range({count}): libc.puts(b'x' * 99)\nlibc.fflush(None)"
    ),
    "the original": (
        "import sys\n"
        "for _ in range({count}): sys.__stdout__.write('x' * 99 + '\\n')\n"
        "sys.__stdout__.flush()"
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WRITERS)
def test_ten_megabytes_arrive_whole_before_the_answer(adapter, way):
    count = 10 * MEGABYTE // 100
    adapter.run(WRITERS[way].format(count=count) + "\n1")
    assert adapter.output() == ("x" * 99 + "\n") * count
    events = adapter.events("snakebridge/output")
    assert max(len(event["text"]) for event in events) <= LARGEST_EVENT
    assert adapter.call("math", "sqrt", 16) == 4


@pytest.mark.parametrize("way", WRITERS)
def test_what_a_request_wrote_comes_before_its_answer(adapter, way):
    source = WRITERS[way].format(count=1)
    for _ in range(20):
        future = adapter.start_run(source)
        future.result(30)
    frames = []
    while not adapter.frames.empty():
        frames.append(adapter.frames.get())
    kinds = ["answer" if "id" in frame else "output" for frame in frames[1:]]
    # A tick may cut what one request wrote in two.
    assert [kind for kind, _ in groupby(kinds)] == ["output", "answer"] * 20


def test_other_requests_are_answered_while_output_pours(adapter):
    pouring = adapter.start_run("while True: print('x' * 1000)")
    adapter.wait_for_output("x")
    for _ in range(5):
        assert adapter.ask("snakebridge/ping")["running"]
    adapter.cancel(pouring)
    with pytest.raises(Exception, match="interrupted"):
        pouring.result(30)


def test_output_tells_whose_it_is(adapter):
    future = adapter.start("snakebridge/run", {"session": "mine", "source": "print('out')"}, "id 7")
    future.result(30)
    [event] = adapter.events("snakebridge/output")
    assert event == {
        "session": "mine", "requestId": "id 7", "stream": "stdout", "text": "out\n",
    }  # fmt: skip


def test_both_streams_and_the_descriptor_keep_their_order(adapter):
    adapter.run(
        "import os, subprocess, sys\n"
        "print('1')\nprint('2', file=sys.stderr)\nos.write(1, b'3\\n')\nprint('4')\n"
        "subprocess.run(['echo', '5'])\nsys.stderr.write('6\\n')\nprint('7')"
    )
    events = adapter.events("snakebridge/output")
    texts = "".join(event["text"] for event in events)
    assert texts.split() == list("1234567")
    assert adapter.output("stderr").split() == ["2", "6"]


def test_text_without_a_line_end_arrives_while_the_request_runs(adapter):
    running = adapter.start_run("import time\nprint('dots', end='')\ntime.sleep(1000)")
    adapter.wait_for_output("dots")
    adapter.cancel(running)
    with pytest.raises(Exception, match="interrupted"):
        running.result(30)


def test_a_thread_and_a_child_that_outlive_their_request_are_heard(adapter):
    adapter.run(
        "import subprocess, threading\n"
        "go = threading.Event()\n"
        "threading.Thread(target=lambda: (go.wait(), print('thread'))).start()\n"
        "child = subprocess.Popen(['sh', '-c', 'read line; echo child'], stdin=subprocess.PIPE)"
    )
    adapter.run("go.set()")
    adapter.run("child.stdin.close()")
    adapter.wait_for_output("thread")
    adapter.wait_for_output("child")
    event = adapter.wait_for_event("snakebridge/output", lambda event: "thread" in event["text"])
    assert event["requestId"] is None


def test_every_text_arrives_as_it_was(adapter):
    adapter.run("print('ü€😀\\ud800\\x00\\x1b[31m')")
    assert adapter.output() == "ü€😀\ud800\x00\x1b[31m\n"


def test_bytes_that_are_no_text_and_characters_cut_in_two_are_kept_apart(adapter):
    adapter.run(
        "import os\nfor byte in 'ü€'.encode(): os.write(1, bytes([byte]))\nos.write(1, b'\\xff!')"
    )
    assert adapter.output() == "ü€\ufffd!"


def test_the_streams_behave_like_files(adapter):
    result = adapter.run(
        "import sys\n"
        "[sys.stdout.isatty(), sys.stdout.fileno(), sys.stderr.fileno(), sys.stdout.encoding,\n"
        " sys.stdout.write('abc'), sys.stdout.writable(), sys.stdout.readable(), sys.stdout.closed,\n"
        " sys.stdout.buffer.write(b'de'), sys.stdout.flush(), sys.stdout.close(), sys.stdout.name,\n"
        " print('f', file=sys.stdout), sys.stdout.reconfigure(line_buffering=True), sys.stdout.mode]"
    )
    assert result == [
        False, 1, 2, "utf-8", 3, True, False, False, 2, None, None, "<stdout>", None, None, "w",
    ]  # fmt: skip
    assert adapter.output() == "abcdef\n"
    error = adapter.start_run("sys.stdout.write(b'bytes')")
    with pytest.raises(Exception, match="must be str"):
        error.result(30)


def test_output_can_be_redirected(adapter):
    source = (
        "import contextlib, io\n"
        "with contextlib.redirect_stdout(io.StringIO()) as text: print('x')\n"
        "text.getvalue()"
    )
    assert adapter.run(source) == "x\n"
    assert adapter.output() == ""


def test_standard_input_is_at_its_end(adapter):
    assert adapter.run("import sys\n[sys.stdin.read(), sys.stdin.readline()]") == ["", ""]
    with pytest.raises(Exception, match="EOF"):
        adapter.run("input()")
    assert (
        adapter.run(
            "import subprocess\nsubprocess.run(['cat'], capture_output=True).stdout.decode()"
        )
        == ""
    )


def test_the_real_standard_error_stays(adapter):
    adapter.run("import os\nos.write(2, b'to the descriptor\\n')")
    adapter.wait_for_stderr("to the descriptor")


def test_a_crash_in_c_leaves_the_stack_on_standard_error():
    adapter = Adapter()
    future = adapter.start_run("import ctypes\ndef crash(): ctypes.string_at(0)\ncrash()")
    with pytest.raises(CancelledError):
        future.result(30)
    assert adapter.process.wait(30) < 0
    adapter.wait_for_stderr("in crash")


# Children made by fork.

FORKED = {
    "fork": (
        "import os\npid = os.fork()\nif pid == 0:\n  print('from the child')\n"
        "else: os.waitpid(pid, 0)\npid > 0"
    ),
    "multiprocessing": (
        "import multiprocessing\n"
        "def work():\n  print('from the child')\n"
        "child = multiprocessing.get_context('fork').Process(target=work)\n"
        "child.start(); child.join()\nchild.exitcode == 0"
    ),
}  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("way", FORKED)
def test_a_forked_child_writes_to_the_output_and_never_to_the_protocol(adapter, way):
    assert adapter.run("print('parent')\n" + FORKED[way]) is True
    adapter.wait_for_output("from the child")
    assert adapter.output().count("parent") == 1
    assert adapter.output().count("from the child") == 1
    assert adapter.call("math", "sqrt", 16) == 4


def test_a_spawned_child_runs_nothing_of_the_adapter(adapter):
    source = (
        "import multiprocessing, operator\n"
        "child = multiprocessing.get_context('spawn').Process(target=print, args=('spawned',))\n"
        "child.start(); child.join()\nchild.exitcode"
    )
    assert adapter.run(source) == 0
    adapter.wait_for_output("spawned")


def test_subprocesses_inherit_nothing_of_the_protocol(adapter):
    if not sys.platform.startswith("linux"):
        pytest.skip("reads /proc")
    listed = adapter.run(
        "import subprocess\n"
        "subprocess.run(['ls', '/proc/self/fd'], capture_output=True, close_fds=False).stdout.decode()"
    )
    assert set(listed.split()) <= {"0", "1", "2", "3"}
