"""Streams: batches bounded by number, size and time; errors and ends in their place."""

from __future__ import annotations

import pytest
from support.adapter import Adapter, RpcError


def pull(adapter: Adapter, ref, items: int = 100, size: int = 1_000_000, budget: float = 10_000):
    params = {"session": "s", "ref": ref, "maxItems": items, "maxBytes": size, "budgetMs": budget}
    return adapter.ask("snakebridge/streamNext", params)


def refusal(adapter: Adapter, ref, **more) -> RpcError:
    with pytest.raises(RpcError) as caught:
        pull(adapter, ref, **more)
    return caught.value


KINDS = {
    "generator": "def make():\n  yield from range(5)\nmake()",
    "iterator": "iter(range(5))",
    "async_generator": (
        "import asyncio\nasync def make():\n  for n in range(5):\n"
        "    await asyncio.sleep(0)\n    yield n\nmake()"
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_items_come_in_order_and_an_exhausted_stream_is_gone(adapter, kind):
    ref = adapter.run(KINDS[kind])
    assert (ref["__type__"], ref["stream_type"]) == ("stream_ref", kind)
    assert pull(adapter, ref, 2) == {"items": [0, 1], "done": False}
    assert pull(adapter, ref, 2) == {"items": [2, 3], "done": False}
    assert pull(adapter, ref, 2) == {"items": [4], "done": True}
    error = refusal(adapter, ref)
    assert (error.code, error.data["reason"]) == (1002, "stream_ended")


@pytest.mark.parametrize("kind", KINDS)
def test_requests_sent_ahead_are_answered_in_order(adapter, kind):
    ref = adapter.run(KINDS[kind])
    params = {"session": "s", "ref": ref, "maxItems": 2, "maxBytes": 1000, "budgetMs": 10_000}
    futures = [adapter.start("snakebridge/streamNext", params) for _ in range(3)]
    assert [future.result(30)["items"] for future in futures] == [[0, 1], [2, 3], [4]]


@pytest.mark.parametrize("prefix", ["", "async "])
def test_an_error_surfaces_after_the_items_before_it_and_ends_the_stream(adapter, prefix):
    ref = adapter.run(
        f"{prefix}def make():\n  yield 1\n  yield 2\n  raise ValueError('third')\nmake()"
    )
    assert pull(adapter, ref) == {"items": [1, 2], "done": False}
    error = refusal(adapter, ref)
    assert (error.code, error.data["message"]) == (1001, "third")
    assert refusal(adapter, ref).data["reason"] == "stream_ended"


@pytest.mark.parametrize("prefix", ["", "async "])
def test_closing_runs_the_generators_cleanup_and_frees_it(adapter, prefix):
    source = (
        f"{prefix}def make():\n  try:\n    while True: yield 1\n  finally: print('closed')\nmake()"
    )
    for pulls in (0, 1):
        ref = adapter.run(source)
        for _ in range(pulls):
            pull(adapter, ref, 1)
        assert adapter.ask("snakebridge/streamClose", {"session": "s", "ref": ref}) is None
        assert adapter.output() == "closed\n" * pulls
        assert refusal(adapter, ref).data["reason"] == "released"
    assert adapter.ask("snakebridge/streamClose", {"session": "s", "ref": ref}) is None
    assert (
        adapter.ask(
            "snakebridge/streamClose", {"session": "none", "ref": {**ref, "session_id": "none"}}
        )
        is None
    )


def test_closing_an_iterator_leaves_what_it_reads_from_alone(adapter):
    source = (
        "class Cursor:\n  def __iter__(self): return self\n"
        "  def __next__(self): return 1\n  def close(self): print('closed')\n"
        "Cursor()"
    )
    ref = adapter.run(source)
    pull(adapter, ref, 1)
    adapter.ask("snakebridge/streamClose", {"session": "s", "ref": ref})
    assert adapter.output() == ""


@pytest.mark.parametrize("kind", ["", "async "])
def test_a_slow_stream_delivers_what_it_has_when_the_budget_is_used_up(adapter, kind):
    pause = "await asyncio.sleep(0.1)" if kind else "time.sleep(0.1)"
    ref = adapter.run(
        f"import asyncio, time\n{kind}def make():\n  for n in range(3):\n    {pause}\n    yield n\nmake()"
    )
    seen = []
    for _ in range(3):
        answer = pull(adapter, ref, 100, budget=50)
        assert len(answer["items"]) == 1
        seen += answer["items"]
    assert seen == [0, 1, 2]


def test_an_item_that_is_awaited_holds_back_none_before_it(adapter):
    source = (
        "import asyncio\ngate = asyncio.Event()\nasync def make():\n  yield 1\n"
        "  await gate.wait()\n  yield 2\nmake()"
    )
    ref = adapter.run(source)
    assert pull(adapter, ref, 10, budget=20)["items"] == [1]
    adapter.run("gate.set()")
    assert pull(adapter, ref, 10)["items"] == [2]


def test_a_batch_ends_near_its_size(adapter):
    ref = adapter.run("('x' * 1000 for _ in range(1000))")
    items = pull(adapter, ref, 1000, size=10_000)["items"]
    assert 10 <= len(items) <= 64


def test_a_large_batch_comes_whole(adapter):
    ref = adapter.run("iter(range(50_000))")
    assert pull(adapter, ref, 50_000)["items"] == list(range(50_000))


def test_chunks_arrive_as_they_are(adapter):
    ref = adapter.run("iter([None, {'a': [1]}, (1, 2), b'', StopIteration, {'__type__': 'x'}])")
    items = pull(adapter, ref)["items"]
    assert items[:2] == [None, {"a": [1]}]
    assert [item["__type__"] for item in items[2:]] == ["tuple", "bytes", "ref", "dict"]


def test_items_that_are_refs_never_evict_each_other(adapter):
    adapter.ask("snakebridge/openSession", {"session": "s", "maxRefs": 5})
    ref = adapter.run("(object() for _ in range(9))")
    seen = []
    done = False
    while not done:
        answer = pull(adapter, ref, 9)
        ids = [item["id"] for item in answer["items"]]
        listed = {info["id"] for info in adapter.ask("snakebridge/refs", {"session": "s"})["refs"]}
        assert set(ids) <= listed
        seen += ids
        done = answer["done"]
        adapter.ask("snakebridge/release", {"session": "s", "refs": ids})
    assert len(set(seen)) == 9


def test_a_cancelled_pull_loses_no_item(adapter):
    ref = adapter.run(
        "import time\nclass Slow:\n  n = 0\n  def __iter__(self): return self\n"
        "  def __next__(self):\n    self.n += 1\n    if self.n == 3:\n"
        "      print('waits')\n      time.sleep(1000)\n    return self.n\n"
        "Slow()"
    )
    stream = adapter.call("builtins", "iter", ref)
    params = {"session": "s", "ref": stream, "maxItems": 10, "maxBytes": 1000, "budgetMs": 10_000}
    future = adapter.start("snakebridge/streamNext", params)
    adapter.wait_for_output("waits")
    adapter.cancel(future)
    with pytest.raises(RpcError):
        future.result(30)
    assert pull(adapter, stream, 3)["items"] == [1, 2, 4]


def test_a_released_stream_is_closed_by_python_itself(adapter):
    ref = adapter.run(
        "def make():\n  try:\n    yield 1\n    yield 2\n  finally: print('closed')\nmake()"
    )
    pull(adapter, ref, 1)
    adapter.ask("snakebridge/release", {"session": "s", "refs": [ref["id"]]})
    adapter.wait_for_output("closed")


def test_what_is_no_stream_is_refused(adapter):
    ref = adapter.call("re", "compile", "x")
    assert refusal(adapter, ref).code == -32602
