"""Fixtures of several files: a real adapter process, a registry whose clock stands still."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.adapter import Adapter
from support.manual_clock import ManualClock

from snakebridge_adapter.registry.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def adapter() -> Iterator[Adapter]:
    with Adapter() as running:
        yield running


@pytest.fixture(scope="module")
def shared_adapter() -> Iterator[Adapter]:
    """For tests that leave nothing behind but what is in session `s`."""
    with Adapter() as running:
        yield running


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def registry(clock: ManualClock) -> Registry:
    return Registry(clock)
