"""A hub whose engine publishes the simulated market: what it has computed for one command, the next ones share."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.fakes.broker import Broker

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def demo_hub(folder: Path) -> Iterator[Broker]:
    """The hub's broker, its files in `folder`, once its engine leads and answers."""
    server = Broker(folder)
    command = [sys.executable, "-m", "r2k_tui", "engine", "--demo", "--publish", server.url]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as engine:
        try:
            assert engine.stderr is not None
            assert any("leading" in line for line in engine.stderr)
            # It leads a moment before it answers; a snapshot waits for it.
            look = [sys.executable, "-m", "r2k_tui", "snapshot", "IWM", "--attach", server.url]
            subprocess.run(look, cwd=ROOT, capture_output=True, check=False, timeout=60)
            yield server
        finally:
            engine.kill()
            server.kill()
