"""Cancelling, interrupting and timing out: user code stops, the adapter never does."""

from __future__ import annotations

import random

import pytest
from support.adapter import Adapter, RpcError

LASTING = {
    "spins": "while True: pass",
    "sleeps": "import time\ntime.sleep(1000)",
    "waits for a lock": (
        "import threading\nthreading.Lock().acquire()\n"
        "lock = threading.Lock(); lock.acquire(); lock.acquire()"
    ),
    "waits for a child": "import subprocess\nsubprocess.run(['sleep', '1000'])",
    "reads a pipe": "import os\nos.read(os.pipe()[0], 1)",
    "prints": "while True: print('x' * 1000)",
    "awaits": "import asyncio\nawait asyncio.sleep(1000)",
    "spins in a coroutine": "async def f():\n  while True: pass\nawait f()",
    "spins in a generator": "list(n for n in iter(int, 1))",
    "imports": (
        "import sys\nclass Finder:\n  def find_spec(self, name, *a):\n"
        "    while name == 'nothing': pass\nsys.meta_path.insert(0, Finder())\n"
        "import nothing"
    ),
}  # fmt: skip


def outcome(future) -> RpcError:
    with pytest.raises(RpcError) as caught:
        future.result(30)
    return caught.value


def start(adapter: Adapter, source: str, **more):
    future = adapter.start_run(f"print('begun')\n{source}", **more)
    adapter.wait_for_output("begun")
    return future


@pytest.mark.parametrize("way", LASTING)
def test_a_cancelled_request_stops_and_the_worker_goes_on(adapter, way):
    ref = adapter.call("re", "compile", "x")
    future = start(adapter, LASTING[way])
    adapter.cancel(future)
    error = outcome(future)
    assert (error.code, error.data) == (-32800, {"interrupted": True})
    assert adapter.call("math", "sqrt", 16) == 4
    assert adapter.ask("snakebridge/attr", {"session": "s", "ref": ref, "name": "pattern"}) == "x"


@pytest.mark.parametrize("way", LASTING)
def test_a_request_ends_when_its_time_is_up(adapter, way):
    error = outcome(adapter.start_run(LASTING[way], timeoutMs=80))
    assert (error.code, error.data) == (1006, {"timeoutMs": 80})


def test_a_request_that_is_quick_enough_is_not_timed_out(adapter):
    assert adapter.run("sum(range(1000))", timeoutMs=60_000) == 499500
    assert adapter.run("sum(range(1000))", timeoutMs=0) == 499500


def test_interrupt_stops_what_runs_in_the_session_named(adapter):
    assert adapter.ask("snakebridge/interrupt", {}) == {"interrupted": False}
    future = start(adapter, LASTING["spins"])
    assert adapter.ask("snakebridge/interrupt", {"session": "other"}) == {"interrupted": False}
    assert adapter.ask("snakebridge/interrupt", {"session": "s"}) == {"interrupted": True}
    assert outcome(future).code == -32800
    future = start(adapter, "print('again')\n" + LASTING["sleeps"])
    adapter.wait_for_output("again")
    assert adapter.ask("snakebridge/interrupt", {}) == {"interrupted": True}
    assert outcome(future).code == -32800


def test_a_waiting_request_that_is_cancelled_never_runs(adapter):
    running = start(adapter, LASTING["spins"])
    waiting = [adapter.start_run(f"ran = {n}") for n in range(3)]
    adapter.cancel(waiting[1])
    error = outcome(waiting[1])
    assert (error.code, error.data) == (-32800, {"interrupted": False})
    adapter.cancel(running)
    outcome(running)
    assert [waiting[0].result(30), waiting[2].result(30)] == [None, None]
    assert adapter.run("ran") == 2


def test_a_cancel_read_together_with_its_request_prevents_it(adapter):
    first = adapter.prepare("snakebridge/run", {"session": "s", "source": "ran = 'no'"})
    request, future = adapter.prepare("snakebridge/run", {"session": "s", "source": "ran = 'yes'"})
    cancel = {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": request["id"]}}
    adapter.send(first[0], request, cancel)
    assert outcome(future).code == -32800
    assert adapter.run("ran") == "no"


def test_cancelling_what_is_unknown_or_over_does_nothing(adapter):
    future = adapter.start_call("math", "sqrt", 16)
    assert future.result(30) == 4
    adapter.cancel(future)
    for odd in (None, [], {}, "x", 10**30, True):
        adapter.notify("$/cancelRequest", {"id": odd})
    assert adapter.run("for _ in range(1000): pass\n'undisturbed'") == "undisturbed"


def test_user_code_sees_the_interrupt_and_cleans_up(adapter):
    source = "import time\ntry:\n  time.sleep(1000)\nfinally:\n  cleaned = True"
    future = start(adapter, source)
    adapter.cancel(future)
    assert outcome(future).code == -32800
    assert adapter.run("cleaned") is True


def test_a_request_is_cancelled_even_if_it_swallows_the_interrupt(adapter):
    source = (
        "import time, re\ntry:\n  time.sleep(1000)\nexcept KeyboardInterrupt: pass\nre.compile('x')"
    )
    future = start(adapter, source)
    adapter.cancel(future)
    assert outcome(future).code == -32800
    assert adapter.ask("snakebridge/refs", {"session": "s"})["total"] == 0


def test_a_second_interrupt_reaches_code_that_swallowed_the_first(adapter):
    source = "import time\ntry:\n  time.sleep(1000)\nexcept KeyboardInterrupt:\n  print('once')\n  time.sleep(1000)"
    future = start(adapter, source)
    adapter.cancel(future)
    adapter.wait_for_output("once")
    adapter.ask("snakebridge/interrupt", {})
    assert outcome(future).code == -32800


def test_an_awaited_coroutine_is_cancelled_and_the_event_loop_goes_on(adapter):
    source = (
        "import asyncio\n"
        "async def patient():\n"
        "  print('waiting')\n"
        "  try: await asyncio.sleep(1000)\n"
        "  except asyncio.CancelledError:\n    print('cancelled inside')\n    raise\n"
        "await patient()"
    )
    future = adapter.start_run(source)
    adapter.wait_for_output("waiting")
    adapter.cancel(future)
    assert outcome(future).code == -32800
    assert "cancelled inside" in adapter.output()
    assert adapter.run("await asyncio.sleep(0, 3)") == 3


def test_a_signal_that_nobody_asked_for_does_nothing(adapter):
    source = (
        "import os, signal\nfor _ in range(100): os.kill(os.getpid(), signal.SIGINT)\n'unharmed'"
    )
    assert adapter.run(source) == "unharmed"
    adapter.process.send_signal(2)
    assert adapter.call("math", "sqrt", 16) == 4


def test_races_of_cancel_and_answer_leave_no_stale_result_and_no_ref(adapter):
    """Cancels at every moment of many short requests, those that wait, run, encode and are over."""
    chance = random.Random(7)
    source = "import time\nclass Made: pass\ndef make(n):\n  time.sleep(n)\n  return [Made() for _ in range(20)]"
    adapter.run(source)
    make = adapter.run("make")
    futures = []
    for n in range(300):
        params = {
            "session": "s",
            "ref": make,
            "name": "__call__",
            "args": [chance.choice([0, 0.0001, 0.001])],
        }
        future = adapter.start("snakebridge/method", params)
        futures.append(future)
        if n % 2 == 0:
            adapter.cancel(chance.choice(futures[-4:]))
    kept = 0
    for future in futures:
        error = future.exception(30)
        if error is None:
            kept += len(future.result())
        else:
            assert isinstance(error, RpcError)
            assert error.code == -32800
    assert adapter.ask("snakebridge/refs", {"session": "s"})["total"] == kept + 1
    assert adapter.call("math", "sqrt", 16) == 4
