"""Frames are cut from bytes however those come; what is no frame is told and skipped."""

from __future__ import annotations

from typing import Any

import pytest

from snakebridge_adapter.wire.framing import FrameReader, FramingFault, content_length, frame


def framed(*bodies: bytes) -> bytes:
    return b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(body), body) for body in bodies)


def feed_in_pieces(reader: FrameReader, data: bytes, size: int) -> list[Any]:
    frames: list[Any] = []
    for start in range(0, len(data), size):
        frames += reader.feed(data[start : start + size])
    return frames


def kinds(frames: list[Any]) -> list[Any]:
    return ["fault" if isinstance(item, FramingFault) else item for item in frames]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 20, 25, 26, 1000])
def test_bodies_come_out_whole_whatever_the_chunks(size):
    bodies = [b"{}", b"[1,2,3]", b"x" * 100, b"", b"{}", b"{}"]
    assert feed_in_pieces(FrameReader(), framed(*bodies), size) == bodies


def test_frames_of_equal_length_in_one_chunk_each_come_out():
    reader = FrameReader()
    assert reader.feed(framed(b"aaaa")) == [b"aaaa"]
    assert reader.feed(framed(b"bbbb")) == [b"bbbb"]
    assert reader.feed(framed(b"cc", b"dd")) == [b"cc", b"dd"]
    assert reader.feed(framed(b"ee", b"ff")) == [b"ee", b"ff"]


def test_a_chunk_like_the_one_before_is_body_while_a_body_is_under_way():
    reader = FrameReader()
    chunk = framed(b"abc")
    assert reader.feed(chunk) == [b"abc"]
    outer = framed(chunk + b"!")
    assert reader.feed(outer[: -len(chunk) - 1]) == []
    assert reader.feed(chunk) == []
    assert reader.feed(b"!") == [chunk + b"!"]
    assert reader.feed(chunk) == [b"abc"]


def test_other_header_fields_and_spelling_are_accepted():
    data = b"content-type: application/json\r\nCONTENT-LENGTH:   2  \r\n\r\n{}"
    assert FrameReader().feed(data) == [b"{}"]


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: two\r\n\r\n",
        b"Content-Length: 1_0\r\n\r\n",
        b"Content-Length: \xb2\r\n\r\n",
        b"Content-Length: 9999999999999999999999\r\n\r\n",
        b"Content-Type: text\r\n\r\n",
        b"\r\n\r\n",
        b"garbage without any end " * 400,
    ],
)
@pytest.mark.parametrize("size", [1, 5, 10_000])
def test_a_malformed_header_is_told_once_and_the_next_frame_is_read(header, size):
    frames = feed_in_pieces(FrameReader(), header + framed(b"{}", b"[]"), size)
    assert kinds(frames) == ["fault", b"{}", b"[]"]


@pytest.mark.parametrize("size", [1, 64, 10_000])
def test_a_body_that_is_too_long_is_skipped_with_its_beginning_told(size):
    refused = b'{"jsonrpc":"2.0","id":7,' + b" " * 500
    frames = feed_in_pieces(FrameReader(max_body_bytes=100), framed(refused, b"{}"), size)
    assert kinds(frames) == ["fault", b"{}"]
    if size > len(refused):
        assert frames[0].head == refused[:256]


def test_a_frame_inside_a_refused_body_is_not_read():
    data = framed(framed(b'{"hidden":1}') * 10, b"{}")
    assert kinds(FrameReader(max_body_bytes=50).feed(data)) == ["fault", b"{}"]


def test_nothing_gives_nothing():
    assert FrameReader().feed(b"") == []


def test_what_a_body_still_lacks_is_known_so_that_reads_can_be_large():
    reader = FrameReader()
    reader.feed(framed(b"x" * 1000)[:100])
    assert reader.missing == 1000 - (100 - len("Content-Length: 1000\r\n\r\n"))


def test_a_frame_states_the_length_of_its_body():
    assert frame('{"a":1}') == b'Content-Length: 7\r\n\r\n{"a":1}'
    assert content_length(b"Content-Length: 7") == 7
