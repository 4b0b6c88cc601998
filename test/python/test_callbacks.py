"""Host functions called from Python: values and errors both ways, nesting, other threads."""

from __future__ import annotations

from threading import Semaphore

import pytest
from support.adapter import Adapter, RpcError, callback


def failure(future) -> RpcError:
    with pytest.raises(RpcError) as caught:
        future.result(30)
    return caught.value


def test_a_host_function_receives_values_and_refs_and_answers_values(adapter):
    adapter.callbacks["f"] = lambda params: [params["args"], params["kwargs"]]
    adapter.run("def call(f): return f(1, (2,), re.compile('x'), key={'a': None})\nimport re")
    answer = adapter.call("builtins", "len", "x")
    assert answer == 1
    function = adapter.run("call")
    params = {"session": "s", "ref": function, "name": "__call__", "args": [callback("f")]}
    args, kwargs = adapter.ask("snakebridge/method", params)
    assert args[:2] == [1, {"__type__": "tuple", "__schema__": 1, "elements": [2]}]
    assert args[2]["type_name"] == "Pattern"
    assert kwargs == {"key": {"a": None}}


def test_a_host_function_is_called_for_every_item(adapter):
    adapter.callbacks["f"] = lambda params: -params["args"][0]
    assert adapter.call("builtins", "sorted", [1, 3, 2], kwargs={"key": callback("f")}) == [3, 2, 1]


def test_an_error_of_the_host_is_an_exception_in_python(adapter):
    def fail(_params):
        raise LookupError("no such thing")

    adapter.callbacks["f"] = fail
    adapter.run("f = None")
    adapter.call("builtins", "list", [], bind="unused")
    error = failure(adapter.start_call("builtins", "sorted", [1], kwargs={"key": callback("f")}))
    assert error.code == 1001
    assert error.data["pythonType"].endswith("CallbackError")
    assert error.data["message"] == "no such thing"
    source = (
        "def guarded(f):\n  try: f()\n"
        "  except Exception as e: return [type(e).__name__, str(e), e.name, e.stack]"
    )
    adapter.run(source)
    function = adapter.run("guarded")
    params = {"session": "s", "ref": function, "name": "__call__", "args": [callback("f")]}
    caught = adapter.ask("snakebridge/method", params)
    assert caught == ["CallbackError", "no such thing", "LookupError", "at host.ts:1"]


def nested(adapter: Adapter, params, source: str):
    request = {"session": params["session"], "source": source, "nestedIn": params["invocationId"]}
    return adapter.ask("snakebridge/run", request)


def test_a_host_function_may_call_python_which_may_call_it_again(adapter):
    def countdown(params):
        [n] = params["args"]
        return [n, *nested(adapter, params, f"f({n - 1})")] if n else []

    adapter.callbacks["f"] = countdown
    adapter.run("def keep(g):\n  global f\n  f = g")
    keep = adapter.run("keep")
    params = {"session": "s", "ref": keep, "name": "__call__", "args": [callback("f")]}
    adapter.ask("snakebridge/method", params)
    assert adapter.run("f(5)") == [5, 4, 3, 2, 1]


def test_a_coroutine_may_call_a_host_function_that_makes_python_await(adapter):
    adapter.callbacks["f"] = lambda params: nested(adapter, params, "later(1)") + 1
    adapter.run("import asyncio\nasync def later(x):\n  await asyncio.sleep(0)\n  return x")
    adapter.run(
        "async def outer(f):\n  x = await later(10)\n  y = f()\n  return await later(x + y)"
    )
    outer = adapter.run("outer")
    params = {"session": "s", "ref": outer, "name": "__call__", "args": [callback("f")]}
    assert adapter.ask("snakebridge/method", params) == 12
    assert adapter.run("await later(3)") == 3


def test_a_nested_request_overtakes_those_that_wait_and_the_others_do_not(adapter):
    waiting = []

    def serve(params):
        waiting.append(adapter.start_run("order.append('waited')"))
        nested(adapter, params, "order.append('nested')")

    adapter.callbacks["f"] = serve
    adapter.run("order = []")
    adapter.call("builtins", "sorted", [1], kwargs={"key": callback("f")})
    waiting[0].result(30)
    assert adapter.run("order") == ["nested", "waited"]


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_a_nested_request_that_nobody_waits_for_is_answered_all_the_same(adapter, is_cancelled):
    left = []
    served = Semaphore(0)

    def serve(params):
        request = {"session": "s", "source": "'served'", "nestedIn": params["invocationId"]}
        if is_cancelled:
            adapter.cancel(outer[0])
        left.extend(adapter.start("snakebridge/run", request) for _ in range(20))
        # A cancelled request is answered while this still runs.
        served.release()

    adapter.callbacks["f"] = serve
    for _ in range(5):
        params = {"session": "s", "module": "builtins", "function": "max", "args": [[1]]}
        message, future = adapter.prepare(
            "snakebridge/call", {**params, "kwargs": {"key": callback("f")}}
        )
        outer = [future]
        adapter.send(message)
        assert (future.exception(30) is not None) is is_cancelled
        assert served.acquire(timeout=30)
    assert [future.result(30) for future in left] == ["served"] * 100


def test_listing_and_releasing_answer_while_python_waits_in_a_host_function(adapter):
    ref = adapter.call("re", "compile", "x")

    def serve(params):
        adapter.ask("snakebridge/ping")
        released = adapter.ask("snakebridge/release", {"session": "s", "refs": [ref["id"]]})
        return released["outcomes"][0]["outcome"]

    adapter.callbacks["f"] = serve
    adapter.run("def call(f, *unused): return f()")
    call = adapter.run("call")
    params = {"session": "s", "ref": call, "name": "__call__", "args": [callback("f"), ref]}
    assert adapter.ask("snakebridge/method", params) == "freed"


def test_a_nested_error_is_an_error_of_the_nested_request_alone(adapter):
    def serve(params):
        error = failure(
            adapter.start(
                "snakebridge/run",
                {"session": "s", "source": "1/0", "nestedIn": params["invocationId"]},
            )
        )
        return error.data["pythonType"]

    adapter.callbacks["f"] = serve
    assert adapter.call("functools", "reduce", callback("f", 2), [1, 2]) == "ZeroDivisionError"


@pytest.mark.parametrize("joined", [True, False], ids=["while main waits", "while main is idle"])
def test_a_host_function_is_called_from_any_thread(adapter, joined):
    def serve(params):
        nested(adapter, params, f"seen.append({params['args'][0]})")
        return params["args"][0] * 2

    adapter.callbacks["f"] = serve
    adapter.run(
        "import threading\nseen, results = [], []\n"
        "def begin(f):\n"
        "  threads = [threading.Thread(target=lambda n=n: results.append(f(n))) for n in range(8)]\n"
        "  for thread in threads: thread.start()\n"
        f"  if {joined}:\n    for thread in threads: thread.join()\n"
        "  else:\n    globals()['threads'] = threads"
    )
    begin = adapter.run("begin")
    params = {"session": "s", "ref": begin, "name": "__call__", "args": [callback("f")]}
    adapter.ask("snakebridge/method", params)
    if not joined:
        adapter.run("for thread in threads: thread.join()")
    assert adapter.run("[sorted(seen), sorted(results)]") == [list(range(8)), list(range(0, 16, 2))]


def test_a_request_that_waits_in_a_host_function_can_be_cancelled(adapter):
    gone = []

    def serve(params):
        adapter.cancel(gone[0])
        failure(gone[0])
        return 1

    adapter.callbacks["f"] = serve
    params = {"session": "s", "module": "builtins", "function": "sorted", "args": [[1]]}
    message, future = adapter.prepare(
        "snakebridge/call", {**params, "kwargs": {"key": callback("f")}}
    )
    gone.append(future)
    adapter.send(message)
    assert failure(future).code == -32800
    assert adapter.call("math", "sqrt", 16) == 4


def test_a_nested_request_is_cancelled_alone_and_the_outer_one_with_it(adapter):
    outcomes = []

    def serve(params):
        request = {"session": "s", "source": "print('in')\nwhile True: pass"}
        inner = adapter.start("snakebridge/run", {**request, "nestedIn": params["invocationId"]})
        adapter.wait_for_output("in\n" * (len(outcomes) + 1))
        adapter.cancel(inner if not outcomes else outer[0])
        outcomes.append(failure(inner).code)
        return 1

    adapter.callbacks["f"] = serve
    params = {"session": "s", "module": "builtins", "function": "sorted", "args": [[1]]}
    outer = []
    for expected in (None, -32800):
        message, future = adapter.prepare(
            "snakebridge/call", {**params, "kwargs": {"key": callback("f")}}
        )
        outer[:] = [future]
        adapter.send(message)
        if expected is None:
            assert future.result(30) == [1]
        else:
            assert failure(future).code == expected
    assert outcomes == [-32800, -32800]
    assert adapter.call("math", "sqrt", 16) == 4


def test_a_host_function_is_valid_while_its_session_lives(adapter):
    adapter.callbacks["f"] = lambda _params: 1
    adapter.run("import sys\ndef keep(f): sys.modules['kept'] = f")
    keep = adapter.run("keep")
    params = {"session": "s", "ref": keep, "name": "__call__", "args": [callback("f")]}
    adapter.ask("snakebridge/method", params)
    adapter.ask("snakebridge/releaseSession", {"session": "s"})
    error = failure(adapter.start_run("import sys\nsys.modules['kept']()", session="t"))
    assert "released" in error.data["message"]


def test_the_same_host_function_is_equal_to_itself(adapter):
    f, g = callback("f"), callback("g")
    assert (
        adapter.call("builtins", "len", {"__type__": "set", "__schema__": 1, "elements": [f, g]})
        == 2
    )
    assert adapter.call("operator", "eq", f, f) is True
    assert adapter.call("operator", "eq", f, g) is False
    assert adapter.call("builtins", "callable", f) is True


def test_a_result_that_is_malformed_is_an_exception_in_python(adapter):
    adapter.callbacks["f"] = lambda _params: {"__type__": "bytes", "data": "?"}
    error = failure(adapter.start_call("functools", "reduce", callback("f", 2), [1, 2]))
    assert error.code == 1001
    assert "$.result" in error.data["message"]
