"""A line from the engine of a hub."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from r2k_tui.commands.line.hub import state_of_snapshot
from tests.fakes.broker import Broker, free_port
from tests.fakes.program import ROOT, Program, r2k
from tests.fakes.still_market import FACTS, READINGS, SCORES, SESSION, snapshot


def line(url: str, format_: str) -> subprocess.CompletedProcess[str]:
    command = r2k("line", "--attach", url, "--format", format_)
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    server = Broker(tmp_path)
    yield server
    server.kill()


def test_a_snapshot_holds_all_that_a_store_does() -> None:
    whole = snapshot()
    alerts = tuple(msgspec.structs.replace(alert, time=time.time()) for alert in whole.alerts)
    state = state_of_snapshot(msgspec.structs.replace(whole, alerts=alerts))
    assert (state.facts, state.scores, state.sessions) == (FACTS, SCORES, {"XNYS": SESSION})
    assert state.readings == {"^RUT": READINGS}
    assert state.known == set(state.quotes) == {"^RUT", "IWM", "RTY=F", "^VIX"}
    assert set(state.feeds) == {"quotes", "daily"}
    assert state.alerts == len(alerts)


def test_a_hub_that_is_away_is_short_for_the_bar_and_plain_for_people(broker: Broker) -> None:
    url = f"nats://127.0.0.1:{free_port()}"
    done = line(url, "{IWM.price}")
    assert (done.returncode, done.stdout) == (3, "r2k: hub?\n")
    assert f"the hub {url} cannot be reached: Connection refused; start an engine there with" in done.stderr
    done = line(broker.url, "{IWM.price}")
    assert (done.returncode, done.stdout) == (3, "r2k: hub?\n")
    assert "no engine answers on the hub; start an engine there with `r2k engine --publish URL`" in done.stderr


@pytest.mark.slow
def test_a_line_of_the_hub_s_engine(broker: Broker) -> None:
    engine = Program("engine", "--demo", "--publish", broker.url)
    try:
        engine.wait_for(lambda it: any("leading" in text for text in it.errors))
        engine.until(lambda: line(broker.url, "{IWM.price} {score}").returncode == 0)
        done = line(broker.url, "{IWM.state} {source}")
        assert (done.returncode, done.stdout) == (0, "LIVE demo SIMULATED\n")
        done = line(broker.url, "{IWM.price} {XYZ.price}")
        assert done.returncode == 1 and "missing: {XYZ.price}" in done.stderr
    finally:
        engine.kill()
