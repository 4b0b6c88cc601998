"""JSON-RPC and LSP: every request is answered once, whatever was sent; the worker lives on."""

from __future__ import annotations

import json

import pytest
from support.adapter import Adapter, RpcError, frame


def test_the_handshake_tells_protocol_and_process(adapter):
    handshake = adapter.handshake["capabilities"]["experimental"]["snakebridge"]
    assert handshake["protocolVersion"] == 1
    assert handshake["pid"] == adapter.process.pid
    assert handshake["pythonVersion"].count(".") == 2
    assert handshake["executable"]
    assert len(handshake["epoch"]) >= 16


def test_an_adapter_is_told_apart_from_its_other_lives():
    with Adapter() as one, Adapter() as other:
        assert one.handshake != other.handshake


def refusal(adapter: Adapter, method: str, params: object = None) -> RpcError:
    with pytest.raises(RpcError) as caught:
        adapter.ask(method, params)
    return caught.value


def test_nothing_is_answered_before_initialize_but_an_error():
    with Adapter(initialize=False) as adapter:
        assert refusal(adapter, "snakebridge/ping").code == -32002
        assert refusal(adapter, "snakebridge/unknown").code == -32002
        adapter.notify("textDocument/didOpen", {"textDocument": {}})
        assert adapter.ask("initialize", {"capabilities": {}})


def test_initialize_comes_once(adapter):
    assert refusal(adapter, "initialize", {"capabilities": {}}).code == -32600


def test_another_protocol_version_is_refused():
    with Adapter(initialize=False) as adapter:
        options = {"snakebridge": {"protocolVersion": 99}}
        assert refusal(adapter, "initialize", {"initializationOptions": options}).code == -32602


def test_limits_of_the_handshake_apply_to_sessions_that_set_none():
    with Adapter(options={"defaults": {"ttlSeconds": 5, "maxRefs": 7}}) as adapter:
        info = adapter.ask("snakebridge/openSession", {"session": "a"})
        assert info["ttlSeconds"] == {"value": 5, "source": "setting"}
        assert info["maxRefs"] == {"value": 7, "source": "setting"}


def test_limits_of_the_environment_apply_where_the_handshake_sets_none():
    with Adapter(env={"SNAKEBRIDGE_REF_MAX": "12"}) as adapter:
        info = adapter.ask("snakebridge/openSession", {"session": "a"})
        assert info["maxRefs"] == {"value": 12, "source": "environment"}


def test_an_unknown_request_is_refused_and_an_unknown_notification_ignored(adapter):
    adapter.notify("snakebridge/unknown")
    adapter.notify("$/setTrace", {"value": "off"})
    adapter.notify("window/workDoneProgress/cancel", {"token": 1})
    assert refusal(adapter, "snakebridge/unknown").code == -32601


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("snakebridge/call", {}),
        ("snakebridge/call", {"session": 1, "module": "math", "function": "sqrt"}),
        ("snakebridge/call", {"session": ["s"], "module": "math", "function": "sqrt"}),
        ("snakebridge/call", {"session": "", "module": "math", "function": "sqrt"}),
        ("snakebridge/call", {"session": "x" * 257, "module": "math", "function": "sqrt"}),
        ("snakebridge/call", {"session": "s", "module": 1, "function": "sqrt"}),
        ("snakebridge/call", {"session": "s", "module": "math", "function": "sqrt", "args": 1}),
        ("snakebridge/call", {"session": "s", "module": "math", "function": "sqrt", "kwargs": []}),
        ("snakebridge/call", {"session": "s", "module": "math", "function": "sqrt", "timeoutMs": "1"}),
        ("snakebridge/run", {"session": "s", "source": "", "timeoutMs": 10**400}),
        ("snakebridge/run", {"session": "s", "source": "", "origin": {"expression": 1}}),
        ("snakebridge/run", {"session": "s", "source": "", "origin": "x"}),
        ("snakebridge/call", {"session": "s", "module": "math", "function": "sqrt", "handle": "x"}),
        ("snakebridge/call", {"session": "s", "module": "os", "function": "getpid", "as": "other"}),
        ("snakebridge/call", {"session": "s", "module": "os", "function": "getpid", "bind": "1x"}),
        ("snakebridge/run", {"session": "s"}),
        ("snakebridge/run", {"session": "s", "source": "", "firstLine": -1}),
        ("snakebridge/release", {"session": "s", "refs": "x"}),
        ("snakebridge/release", {"session": "s", "refs": [1]}),
        ("snakebridge/refs", {"session": "s", "start": -1}),
        ("snakebridge/pin", {"session": "s", "ref": "x", "on": 1}),
        ("snakebridge/subscribe", {}),
        ("snakebridge/openSession", {"session": "s", "ttlSeconds": -1}),
        ("snakebridge/openSession", {"session": "s", "ttlSeconds": 10**400}),
        ("snakebridge/openSession", {"session": "s", "searchPaths": "x"}),
    ],
)  # fmt: skip
def test_malformed_parameters_are_invalid_params(shared_adapter, method, params):
    assert refusal(shared_adapter, method, params).code == -32602


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("snakebridge/run", {"session": "s", "source": "", "bind": "@"}, -32602),
        ("snakebridge/run", {"session": "@", "source": ""}, -32602),
        ("snakebridge/pin", {"session": "s", "ref": "r", "on": "@"}, -32602),
        (
            "snakebridge/call",
            {
                "session": "s",
                "module": "math",
                "function": "sqrt",
                "args": [{"__type__": "tuple", "__schema__": "@", "elements": []}],
            },
            1005,
        ),
    ],
)
def test_what_is_nested_too_deeply_to_be_shown_is_refused_by_name(
    shared_adapter, method, params, code
):
    message, future = shared_adapter.prepare(method, params)
    deep = "[" * 3000 + "]" * 3000
    shared_adapter.write(frame(json.dumps(message).replace('"@"', deep).encode()))
    with pytest.raises(RpcError) as caught:
        future.result(30)
    assert caught.value.code == code


@pytest.mark.parametrize("params", [[1], "x", 5, True])
def test_parameters_that_are_no_object_are_invalid_params(shared_adapter, params):
    message, future = shared_adapter.prepare("snakebridge/ping")
    shared_adapter.send({**message, "params": params})
    with pytest.raises(RpcError) as caught:
        future.result(30)
    assert caught.value.code == -32602


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", -32700),
        (b"", -32700),
        (b"\xff\xfe", -32700),
        (b"NaN", -32700),
        (b"[" * 100_000, -32700),
        (b"[]", -32600),
        (b"5", -32600),
        (b'"x"', -32600),
        (b"{}", -32600),
        (b'{"jsonrpc":"1.0","id":1,"method":"snakebridge/ping"}', -32600),
        (b'{"jsonrpc":"2.0","id":null,"method":"snakebridge/ping"}', -32600),
        (b'{"jsonrpc":"2.0","id":true,"method":"snakebridge/ping"}', -32600),
        (b'{"jsonrpc":"2.0","id":{},"method":"snakebridge/ping"}', -32600),
        (b'{"jsonrpc":"2.0","id":1,"method":5}', -32600),
        (b'{"jsonrpc":"2.0"}', -32600),
    ],
    ids=lambda value: repr(value[:40]) if isinstance(value, bytes) else "",
)
def test_what_is_no_message_is_answered_with_an_error(adapter, body, code):
    adapter.wait_for_frame()
    adapter.write(frame(body))
    assert adapter.wait_for_frame()["error"]["code"] == code
    assert adapter.call("math", "sqrt", 16) == 4


def test_answers_to_nothing_are_dropped(adapter):
    for message in ({"id": 5, "result": 1}, {"id": None, "error": {}}, {"id": [1], "result": 1}):
        adapter.send({"jsonrpc": "2.0", **message})
    assert adapter.call("math", "sqrt", 16) == 4


def test_a_malformed_header_is_answered_and_the_next_message_read(adapter):
    adapter.wait_for_frame()
    adapter.write(b"Content-Length: many\r\n\r\n{}")
    assert adapter.wait_for_frame()["error"]["code"] == -32600
    assert adapter.call("math", "sqrt", 16) == 4


def test_a_message_over_the_limit_is_refused_by_its_id():
    with Adapter(env={"SNAKEBRIDGE_MAX_MESSAGE_BYTES": "2000"}) as adapter:
        with pytest.raises(RpcError) as caught:
            adapter.call("builtins", "len", "x" * 3000)
        assert caught.value.code == -32600
        assert adapter.call("builtins", "len", "x" * 300) == 300


def test_ids_come_back_as_they_were(adapter):
    for request_id in (0, -5, 2**60, "", "ü", '"quoted"'):
        adapter.start("snakebridge/ping", None, request_id).result(30)


def test_messages_of_one_write_are_all_answered(adapter):
    pairs = [
        adapter.prepare(
            "snakebridge/call",
            {"session": "s", "module": "math", "function": "sqrt", "args": [n * n]},
        )
        for n in range(500)
    ]
    adapter.send(*[message for message, _ in pairs])
    assert [future.result(30) for _, future in pairs] == list(range(500))


def test_a_batch_is_answered_by_one_array_in_the_order_asked(adapter):
    adapter.wait_for_frame()
    members = [
        {"jsonrpc": "2.0", "id": "a", "method": "snakebridge/sessions", "params": {}},
        {"jsonrpc": "2.0", "method": "$/setTrace", "params": {}},
        {"jsonrpc": "2.0", "id": "b", "method": "snakebridge/nothing"},
        7,
        {"jsonrpc": "2.0", "id": "c", "method": "snakebridge/sessions"},
    ]
    adapter.write(frame(json.dumps(members).encode()))
    answers = adapter.wait_for_frame()
    by_id = {answer["id"]: answer.get("error", {}).get("code", "result") for answer in answers}
    assert by_id == {"a": "result", "b": -32601, None: -32600, "c": "result"}


def test_a_batch_of_notifications_is_not_answered(adapter):
    adapter.wait_for_frame()
    adapter.write(frame(b'[{"jsonrpc":"2.0","method":"x"},{"jsonrpc":"2.0","id":9,"result":1}]'))
    adapter.ask("snakebridge/sessions")
    assert adapter.wait_for_frame()["result"] == []


def test_a_long_request_in_a_batch_does_not_hold_back_the_answers_before_it(adapter):
    quick = adapter.prepare("snakebridge/sessions")
    lasting = adapter.prepare(
        "snakebridge/call", {"session": "s", "module": "time", "function": "sleep", "args": [60]}
    )
    adapter.write(frame(json.dumps([quick[0], lasting[0]]).encode()))
    assert quick[1].result(30) == []
    adapter.cancel(lasting[1])
    with pytest.raises(RpcError):
        lasting[1].result(30)


def test_after_shutdown_requests_are_refused_and_exit_ends_with_0():
    adapter = Adapter()
    assert adapter.ask("shutdown") is None
    assert refusal(adapter, "snakebridge/ping").code == -32600
    adapter.notify("exit")
    assert adapter.process.wait(30) == 0


def test_exit_without_shutdown_ends_with_1():
    adapter = Adapter()
    adapter.notify("exit")
    assert adapter.process.wait(30) == 1
