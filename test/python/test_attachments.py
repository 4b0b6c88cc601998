"""Bulk values travel beside the JSON to clients that read it, come back the same, and change nothing for others."""

from __future__ import annotations

import array
import json
from pathlib import Path
from typing import Any

import pytest
from support.adapter import Adapter
from support.manual_clock import ManualClock
from support.same import same

from snakebridge_adapter.errors import SerializationError
from snakebridge_adapter.registry.registry import Registry
from snakebridge_adapter.wire.attachments import Enclosure
from snakebridge_adapter.wire.decode import decode
from snakebridge_adapter.wire.encode import encode
from snakebridge_adapter.wire.framing import FrameReader, LadenFrame, laden_frame

GOLDEN = json.loads(
    (Path(__file__).resolve().parents[1] / "contract" / "attachments.json").read_text()
)


def cases(kind: str, *directions: str) -> Any:
    chosen = [case for case in GOLDEN[kind] if case.get("direction") in (directions or (None,))]
    return pytest.mark.parametrize("case", chosen, ids=lambda case: case["name"])


def attachments_of(case: Any) -> list[memoryview]:
    return [memoryview(bytes.fromhex(text) * times) for text, times in case["attachments"]]


def refuse(*_: object) -> object:
    raise AssertionError("no ref or callback is expected here")


def read(wire: Any, attachments: list[memoryview]) -> object:
    return decode(wire, refuse, refuse, attachments=attachments)


def encoded(value: object) -> tuple[Any, list[bytes]]:
    registry, enclosure = Registry(ManualClock()), Enclosure()
    wire = encode(value, registry.session("s"), registry, enclosure=enclosure)
    return wire, [memoryview(part).tobytes() for part in enclosure.parts]


@cases("values", "both", "toTypeScript")
def test_a_golden_value_goes_out_as_written(case):
    wire, attachments = encoded(eval(case["python"]))
    assert same(wire, case["wire"])
    assert attachments == attachments_of(case)


@cases("values", "both", "toPython")
def test_a_golden_value_comes_in_as_meant(case):
    assert same(read(case["wire"], attachments_of(case)), eval(case["python"]))


@cases("refused")
def test_a_malformed_attachment_is_refused_with_its_path(case):
    with pytest.raises(SerializationError) as refused:
        read(case["wire"], attachments_of(case))
    assert refused.value.data == {"path": case["path"]}


def test_what_can_change_is_copied_and_never_locked():
    value = bytearray(b"x" * 5000)
    registry, enclosure = Registry(ManualClock()), Enclosure()
    encode(value, registry.session("s"), registry, enclosure=enclosure)
    value.clear()
    assert enclosure.parts == [b"x" * 5000]


def test_numbers_of_a_class_of_the_users_are_not_taken_for_plain_ones():
    class Metre(float):
        pass

    wire, attachments = encoded([Metre(1.5)] * 300)
    assert attachments == []
    assert same(wire, [1.5] * 300)


def test_a_view_that_was_released_stays_in_python():
    view = memoryview(b"x" * 5000)
    view.release()
    assert encoded([view])[0][0]["type_name"] == "memoryview"


@pytest.mark.parametrize("size", [1, 7, 30, 4096, 10**6])
def test_a_frame_brings_its_attachments_however_it_is_cut(size):
    numbers = array.array("d", [0.5, 1.5])
    parts = [b'{"a":1}', b"[]"]
    data = b"".join(bytes(part) for part in laden_frame('{"a":1}', [b"\r\n\r\n", b"", numbers]))
    data += b"Content-Length: 2\r\n\r\n[]"
    reader = FrameReader()
    frames: list[Any] = []
    for start in range(0, len(data), size):
        frames += reader.feed(data[start : start + size])
    assert isinstance(frames[0], LadenFrame)
    assert [frames[0].body, frames[1]] == parts
    assert [bytes(part) for part in frames[0].attachments] == [b"\r\n\r\n", b"", bytes(numbers)]


@pytest.mark.parametrize("lengths", [b"8", b"-1", b"", b"1,,1", b"x", b"9" * 40])
def test_attachments_of_impossible_length_are_a_malformed_header(lengths):
    data = b"Content-Length: 7\r\nSnakebridge-Attachments: %b\r\n\r\n[1,2,3]" % lengths
    frames = FrameReader().feed(data + b"Content-Length: 2\r\n\r\n{}")
    assert frames[1:] == [b"{}"]
    assert "malformed header" in str(frames[0])


def test_a_client_that_does_not_ask_for_attachments_gets_json():
    with Adapter() as adapter:
        answer = adapter.run("[[0.5] * 300, b'x' * 6000]")
        assert answer[0] == [0.5] * 300
        assert len(answer[1]["data"]) == 8000


def test_attachments_go_both_ways_for_a_client_that_asks():
    with Adapter(options={"attachments": True}) as adapter:
        adapter.run("def twice(values, data):\n  return [v * 2 for v in values], data * 2")
        names = [{"__type__": "floats", "attachment": 1}, {"__type__": "bytes", "attachment": 0}]
        body = {
            "session": "s",
            "ref": adapter.run("twice"),
            "name": "__call__",
            "args": names,
        }
        message, future = adapter.prepare("snakebridge/method", body)
        sent = [b"ab" * 3000, array.array("d", [0.5] * 400)]
        adapter.write(b"".join(map(bytes, laden_frame(json.dumps(message), sent))))
        answer = future.result(30)
        assert [element["attachment"] for element in answer["elements"]] == [0, 1]
        floats, data = adapter.attachments[future.request_id]
        assert array.array("d", floats).tolist() == [1.0] * 400
        assert data == b"ab" * 6000


def test_an_answer_with_attachments_leaves_its_batch():
    with Adapter(options={"attachments": True}) as adapter:
        sources = ["1", "b'x' * 5000", "3"]
        prepared = [
            adapter.prepare("snakebridge/run", {"session": "s", "source": source})
            for source in sources
        ]
        adapter.send([message for message, _ in prepared])
        assert prepared[0][1].result(30) == 1
        assert prepared[1][1].result(30) == {"__type__": "bytes", "__schema__": 1, "attachment": 0}
        assert prepared[2][1].result(30) == 3
        adapter.wait_for_frame()
        alone, others = adapter.wait_for_frame(), adapter.wait_for_frame()
        assert alone["id"] == prepared[1][1].request_id
        assert [answer["result"] for answer in others] == [1, 3]
