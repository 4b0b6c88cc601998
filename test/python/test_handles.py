"""Handles made by the client, in a real adapter: what they stand for, and what failing calls leave behind."""

from __future__ import annotations

import pytest
from support.adapter import RpcError

HANDLE = "0123456789abcdef0123456789abcdef"


def refs(adapter):
    return [ref["id"] for ref in adapter.ask("snakebridge/refs", {"session": "s"})["refs"]]


def receiver(ref_id):
    return {"__type__": "ref", "id": ref_id, "session_id": "s"}


def release(adapter, *ref_ids, intermediate):
    params = {"session": "s", "refs": list(ref_ids), "intermediate": intermediate}
    return adapter.ask("snakebridge/release", params)["outcomes"]


def test_a_step_can_hang_on_a_value_and_the_end_of_the_chain_frees_it(adapter):
    assert adapter.call("builtins", "str", "abc", handle=HANDLE) == "abc"
    params = {"session": "s", "ref": receiver(HANDLE), "name": "upper"}
    assert adapter.ask("snakebridge/method", params) == "ABC"
    assert release(adapter, HANDLE, intermediate=True) == [{"outcome": "freed"}]
    assert refs(adapter) == []


def test_a_call_that_fails_after_its_result_leaves_nothing_behind(adapter):
    with pytest.raises(RpcError):
        adapter.call("re", "compile", "a", handle=HANDLE, bind="no name")
    assert refs(adapter) == []


def test_a_call_that_fails_after_meeting_an_old_ref_leaves_that_alone(adapter):
    old = adapter.call("math", "floor", 5.5, **{"as": "ref"})["id"]
    with pytest.raises(RpcError):
        adapter.call("math", "floor", 5.5, handle=HANDLE, bind="no name")
    assert refs(adapter) == [old]
    (outcome,) = release(adapter, HANDLE, intermediate=True)
    assert outcome == {"outcome": "alreadyGone", "reason": "released"}
    assert refs(adapter) == [old]


def test_a_cached_object_in_many_chains_goes_with_the_last(adapter):
    handles = [f"{n:032x}" for n in range(1, 6)]
    for handle in handles:
        adapter.call("re", "compile", "[a-z]+", handle=handle)
    assert len(refs(adapter)) == 1
    for handle in handles:
        assert len(refs(adapter)) == 1
        release(adapter, handle, intermediate=True)
    assert refs(adapter) == []
