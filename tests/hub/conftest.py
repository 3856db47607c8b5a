"""Brokers and engines of a hub, ended whatever a test does."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.fakes.broker import Broker

ROOT = Path(__file__).resolve().parents[2]
StartEngine = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """A server of one's own: it may be killed."""
    server = Broker(tmp_path)
    yield server
    server.kill()


@pytest.fixture
def start_engine(tmp_path: Path) -> Iterator[StartEngine]:
    """Starts engines that tick behind a hub, in processes of their own; what they say is in `engine-N.log`."""
    with ExitStack() as stack:
        count = 0

        def begin(url: str, *more: object) -> subprocess.Popen[bytes]:
            nonlocal count
            count += 1
            log = stack.enter_context((tmp_path / f"engine-{count}.log").open("wb"))
            command = [sys.executable, "-m", "tests.hub.ticking", url, *map(str, more)]
            process = stack.enter_context(subprocess.Popen(command, stderr=log, cwd=ROOT))
            stack.callback(process.kill)
            return process

        yield begin
