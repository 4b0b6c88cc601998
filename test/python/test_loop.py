"""What runs no user code is answered while user code runs; the rest keeps its order."""

from __future__ import annotations

import pytest
from support.adapter import Adapter, RpcError

SPIN = "while True: pass"


def start_holding(adapter: Adapter, source: str = SPIN, session: str = "busy"):
    """Start a request that lasts until it is cancelled; return when it runs."""
    program = f"print('running')\n{source}"
    future = adapter.start("snakebridge/run", {"session": session, "source": program})
    adapter.wait_for_output("running")
    return future


def end(adapter: Adapter, future) -> RpcError:
    adapter.cancel(future)
    with pytest.raises(RpcError) as caught:
        future.result(30)
    return caught.value


@pytest.mark.parametrize("source", [SPIN, "import time; time.sleep(1000)"], ids=["spins", "sleeps"])
def test_listing_and_health_answer_while_user_code_runs(adapter, source):
    ref = adapter.call("re", "compile", "x")
    running = start_holding(adapter, source)
    ping = adapter.ask("snakebridge/ping")
    assert ping["running"]["method"] == "snakebridge/run"
    assert ping["running"]["session"] == "busy"
    assert ping["running"]["elapsedMs"] > 0
    assert {s["id"] for s in adapter.ask("snakebridge/sessions")} == {"s", "busy"}
    assert adapter.ask("snakebridge/refs", {"session": "s"})["total"] == 1
    extended = adapter.ask(
        "snakebridge/extend", {"session": "s", "ref": ref["id"], "seconds": 9999}
    )
    assert extended["remainingSeconds"] > 9000
    assert adapter.ask("snakebridge/pin", {"session": "s", "ref": ref["id"], "on": True})["pinned"]
    assert adapter.ask("snakebridge/children", {"session": "s", "ref": ref["id"]})
    released = adapter.ask("snakebridge/release", {"session": "s", "refs": [ref["id"]]})
    assert released == {"outcomes": [{"outcome": "freed"}]}
    end(adapter, running)


def test_requests_that_run_user_code_wait_and_keep_their_order(adapter):
    running = start_holding(adapter)
    waiting = [
        adapter.start_run(f"seen = [*globals().get('seen', []), {n}]; seen") for n in range(20)
    ]
    assert adapter.ask("snakebridge/ping")["queued"] == 20
    end(adapter, running)
    assert [future.result(30) for future in waiting] == [list(range(n + 1)) for n in range(20)]


def test_the_next_call_after_a_long_one_is_answered(adapter):
    for _ in range(3):
        end(adapter, start_holding(adapter))
        assert adapter.call("math", "sqrt", 16) == 4
        assert adapter.call("math", "sqrt", 25) == 5


def test_a_release_waits_for_requests_sent_before_it_that_use_the_ref(adapter):
    ref = adapter.call("re", "compile", "x")
    running = start_holding(adapter)
    used = adapter.start("snakebridge/attr", {"session": "s", "ref": ref, "name": "pattern"})
    release = adapter.start("snakebridge/release", {"session": "s", "refs": [ref["id"]]})
    late = adapter.start("snakebridge/attr", {"session": "s", "ref": ref, "name": "pattern"})
    adapter.ask("snakebridge/ping")
    assert not release.done()
    end(adapter, running)
    assert used.result(30) == "x"
    assert release.result(30) == {"outcomes": [{"outcome": "freed"}]}
    with pytest.raises(RpcError) as caught:
        late.result(30)
    assert caught.value.data == {"refId": ref["id"], "sessionId": "s", "reason": "released"}


def test_a_release_waits_for_the_running_request_that_uses_the_ref(adapter):
    event = adapter.call("threading", "Event")
    running = adapter.start("snakebridge/method", {"session": "s", "ref": event, "name": "wait"})
    other = adapter.start("snakebridge/release", {"session": "s", "refs": ["0" * 32]})
    assert other.result(30)["outcomes"][0]["outcome"] == "alreadyGone"
    release = adapter.start("snakebridge/release", {"session": "s", "refs": [event["id"]]})
    assert adapter.ask("snakebridge/refs", {"session": "s"})["total"] == 1
    assert not release.done()
    end(adapter, running)
    assert release.result(30) == {"outcomes": [{"outcome": "freed"}]}


def test_a_session_released_and_opened_again_keeps_the_new_limits(adapter):
    adapter.ask("snakebridge/openSession", {"session": "s", "maxRefs": 5})
    running = start_holding(adapter)
    waiting = adapter.start_call("re", "compile", "x")
    release = adapter.start("snakebridge/releaseSession", {"session": "s"})
    opened = adapter.start("snakebridge/openSession", {"session": "s", "maxRefs": 9})
    end(adapter, running)
    assert waiting.result(30)["type_name"] == "Pattern"
    assert release.result(30) == {"released": 1}
    assert opened.result(30)["maxRefs"]["value"] == 9


def test_a_session_other_than_the_busy_one_is_released_at_once(adapter):
    adapter.call("re", "compile", "x")
    running = start_holding(adapter)
    assert adapter.ask("snakebridge/releaseSession", {"session": "s"}) == {"released": 1}
    end(adapter, running)


def test_a_chain_sent_at_once_uses_what_its_first_step_makes(adapter):
    handle = "0123456789abcdef0123456789abcdef"
    ref = {"__type__": "ref", "id": handle, "session_id": "s"}
    compiled = adapter.start_call("re", "compile", r"\d+", handle=handle)
    pattern = adapter.start("snakebridge/attr", {"session": "s", "ref": ref, "name": "pattern"})
    release = adapter.start("snakebridge/release", {"session": "s", "refs": [handle]})
    assert compiled.result(30)["id"] == handle
    assert pattern.result(30) == r"\d+"
    assert release.result(30) == {"outcomes": [{"outcome": "freed"}]}


def test_a_handle_names_a_value_until_it_is_released(adapter):
    handle = "0123456789abcdef0123456789abcde0"
    ref = {"__type__": "ref", "id": handle, "session_id": "s"}
    text = adapter.start_call("os", "getcwd", handle=handle)
    upper = adapter.start("snakebridge/method", {"session": "s", "ref": ref, "name": "upper"})
    assert upper.result(30) == text.result(30).upper()
    adapter.ask("snakebridge/release", {"session": "s", "refs": [handle]})
    assert adapter.ask("snakebridge/refs", {"session": "s"})["total"] == 0


def test_expired_refs_go_while_user_code_runs(adapter):
    adapter.ask("snakebridge/subscribe", {"on": True})
    adapter.ask("snakebridge/openSession", {"session": "s", "ttlSeconds": 0.2})
    ref = adapter.call("re", "compile", "x")
    running = start_holding(adapter)
    gone = {"refId": ref["id"], "reason": "expired"}
    adapter.wait_for_event("snakebridge/refsChanged", lambda change: gone in change["removed"])
    end(adapter, running)


def test_expired_refs_go_without_any_request(adapter):
    adapter.ask("snakebridge/subscribe", {"on": True})
    adapter.ask("snakebridge/openSession", {"session": "s", "ttlSeconds": 0.6})
    ref = adapter.call("re", "compile", "x")
    gone = {"refId": ref["id"], "reason": "expired"}
    adapter.wait_for_event("snakebridge/refsChanged", lambda change: gone in change["removed"])


def test_changes_are_told_in_order_and_only_while_subscribed(adapter):
    adapter.call("re", "compile", "x")
    snapshot = adapter.ask("snakebridge/subscribe", {"on": True})
    assert [(session["id"], session["refCount"]) for session in snapshot] == [("s", 1)]
    ref = adapter.call("re", "compile", "y", bind="pattern")
    change = adapter.wait_for_event("snakebridge/refsChanged", lambda change: change["added"])
    assert change["session"]["refCount"] == 2
    assert change["memoryBytes"] is None or change["memoryBytes"] > 1_000_000
    [added] = change["added"]
    assert (added["id"], added["names"], added["typeName"]) == (ref["id"], ["pattern"], "Pattern")
    adapter.ask("snakebridge/releaseSession", {"session": "s"})
    ended = adapter.wait_for_event("snakebridge/refsChanged", lambda change: change["removed"])
    assert ended["session"] is None
    assert len(ended["removed"]) == 2
    assert adapter.ask("snakebridge/subscribe", {"on": False}) == []
    seen = len(adapter.events("snakebridge/refsChanged"))
    adapter.call("re", "compile", "z")
    adapter.run("import time; time.sleep(0.2)")
    assert len(adapter.events("snakebridge/refsChanged")) == seen


def test_names_that_code_binds_and_deletes_are_told_though_no_ref_changes(adapter):
    adapter.ask("snakebridge/subscribe", {"on": True})
    for source, names in (("x = 1", ["x"]), ("y, x = x, 2", ["x", "y"]), ("del x", ["y"])):
        adapter.ask("snakebridge/run", {"session": "s", "source": source})
        adapter.wait_for_event(
            "snakebridge/refsChanged",
            lambda event, names=names: event["session"].get("names") == names,
        )


def test_an_idle_worker_does_not_wake(adapter):
    adapter.call("re", "compile", "x")
    switches = idle_switches(adapter)
    assert switches <= 2, f"woke {switches} times in a second"


def idle_switches(adapter: Adapter) -> int:
    """Return how often the worker's threads woke during a second without requests."""
    source = (
        "import os, time, threading\n"
        "def switches():\n"
        "    total = 0\n"
        "    for task in os.listdir('/proc/self/task'):\n"
        "        if int(task) == threading.get_native_id(): continue\n"
        "        for line in open(f'/proc/self/task/{task}/status'):\n"
        "            if line.startswith('voluntary_ctxt'): total += int(line.split()[1])\n"
        "    return total\n"
        "def watch():\n"
        "    time.sleep(1)\n"
        "    before = switches()\n"
        "    time.sleep(1)\n"
        "    print('idle', switches() - before)\n"
        "threading.Thread(target=watch).start()\n"
    )
    adapter.run(source)
    adapter.wait_for_output("\n")
    return int(adapter.output().split()[1])
