"""Fixtures for tests that talk to a real adapter process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.adapter import Adapter

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
