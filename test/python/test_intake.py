"""The main thread takes from what waits at any moment, also while another thread looks through it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from snakebridge_adapter.wire.framing import FrameReader
from snakebridge_adapter.worker.context import READY, Context
from snakebridge_adapter.worker.dispatch import REQUESTS, SIDE
from snakebridge_adapter.worker.intake import Intake
from snakebridge_adapter.worker.pipe_loop import PipeLoop
from snakebridge_adapter.worker.requests import NOBODY, Request

if TYPE_CHECKING:
    from collections.abc import Callable

RELEASE = "snakebridge/release"


@pytest.fixture
def context() -> Context:
    context = Context()
    context.phase = READY
    context.loop = PipeLoop(-1, FrameReader(1000))
    context.loop.is_relayed = True
    context.sender = cast("Any", NOBODY)
    context.callbacks = cast(
        "Any", SimpleNamespace(waiting={}, invocation_of=lambda _request: None)
    )
    return context


class BeginsWhenLookedAt:
    """The handler of a request that the main thread takes just when its kind is asked for."""

    def __init__(self, begin: Callable[[], object]) -> None:
        self._begin = begin

    @property
    def kind(self) -> str:
        self._begin()
        return SIDE


class TakenWhenCompared(Request):
    """A request that the main thread takes just when another asks for its session."""

    begin: Callable[[], object]

    @property
    def session_id(self) -> str | None:
        self.begin()
        return "another"


def test_what_begins_while_the_rest_is_looked_through_is_left_to_its_thread(context: Context):
    performed: list[Request] = []
    context.perform = performed.append
    inbox = context.loop.inbox
    begins = Request(1, "x", cast("Any", BeginsWhenLookedAt(inbox.popleft)), {}, NOBODY)
    side = Request(2, "x", REQUESTS["snakebridge/ping"], {}, NOBODY)
    inbox.extend((begins, side))
    Intake(context).triage()
    assert performed == [side]
    assert not inbox


def test_a_request_that_must_wait_for_others_is_kept_though_they_begin_meanwhile(context: Context):
    failures: list[BaseException] = []
    context.log_failure = cast("Any", failures.append)
    performed: list[Request] = []
    context.perform = performed.append
    inbox = context.loop.inbox
    for number in range(3):
        other = TakenWhenCompared(number, RELEASE, REQUESTS[RELEASE], {}, NOBODY)
        other.begin = inbox.popleft
        inbox.append(other)
    Intake(context).accept(
        b'{"jsonrpc":"2.0","id":9,"method":"snakebridge/release","params":{"session":"s","refs":[]}}'
    )
    assert failures == []
    assert [request.id for request in performed] == [9]
