"""Programs that are ended whatever a test does, and a hub for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.broker import Broker
from tests.fakes.program import Program

Start = Callable[..., Program]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts `r2k` with arguments."""
    made: list[Program] = []

    def start(*arguments: object, **more: str) -> Program:
        made.append(Program(*arguments, **more))
        return made[-1]

    yield start
    for program in made:
        program.kill()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """A hub without an engine."""
    server = Broker(tmp_path)
    yield server
    server.kill()
