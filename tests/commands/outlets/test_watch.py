"""`r2k watch` in processes of its own: lines as they change, a reader that goes, a hub that goes and returns."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.outlets.watch import seconds_of
from tests.cases import cases
from tests.commands.outlets.conftest import Start
from tests.fakes.broker import Broker, free_port
from tests.fakes.program import ROOT, Program, r2k

KEYS = ["symbol", "state", "age_s", "time", "source", "simulated", "provider", "price", "bid", "problem"]
_NO_PROXY = "No connection to the proxy."


def rows(program: Program) -> list[dict[str, Any]]:
    return [json.loads(line) for line in program.lines]


def test_the_state_of_each_symbol_comes_first_then_changes(start: Start) -> None:
    program = start("watch", "IWM", "SPY", "--demo", "--fields", "price,bid", "--json")
    program.wait_for(lambda it: len(it.lines) >= 5)
    found = rows(program)
    assert [row["symbol"] for row in found[:2]] == ["IWM", "SPY"]
    assert list(found[0]) == KEYS
    assert found[0]["state"] == "LIVE" and found[0]["simulated"] is True and found[0]["price"] > 0
    for symbol in ("IWM", "SPY"):
        own = [{**row, "age_s": 0, "time": ""} for row in found if row["symbol"] == symbol]
        assert all(before != after for before, after in pairwise(own)), "each line is a change"
    assert program.end(signal.SIGINT) == 0
    assert program.errors == []


def test_a_ratio_has_no_quote_to_watch() -> None:
    command = r2k("watch", "IWM/SPY", "--demo")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2 and "IWM/SPY is a ratio, which nobody quotes" in done.stderr


def test_a_reader_that_goes_ends_it_at_once_and_leaves_no_process(tmp_path: Path) -> None:
    command = (
        f"{' '.join(r2k('watch', '--demo', '--json'))} & echo $! > {tmp_path}/pid; wait $!; echo $? > {tmp_path}/rc"
    )
    done = subprocess.run(
        ["bash", "-c", f"({command}) | head -3"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr, len(done.stdout.splitlines())) == (0, "", 3)
    # The pipeline ends with its last process: the program was waited for.
    assert (tmp_path / "rc").read_text() == "0\n"
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_a_reader_that_goes_ends_it_though_nothing_changes(folder: Path) -> None:
    """A folder of files never changes: the closed pipe itself must be noticed."""
    command = r2k("watch", "IWM", "--source", "csv", "--data", folder, "--json")
    program = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert program.stdout is not None and program.stderr is not None
        row = json.loads(program.stdout.readline())
        assert (row["symbol"], row["state"], row["source"]) == ("IWM", "CLOSED", "csv")
        program.stdout.close()
        assert program.wait(timeout=60) == 0
        assert program.stderr.read() == ""
    finally:
        program.kill()
        program.wait()
        if program.stderr is not None:
            program.stderr.close()


def test_for_people_it_is_one_readable_line(start: Start) -> None:
    program = start("watch", "IWM", "--demo", "--every", "200ms")
    program.wait_for(lambda it: len(it.lines) >= 2)
    assert program.lines[0].startswith("IWM       ")
    assert re.search(r"  LIVE     \d+s +SIMULATED$", program.lines[0])
    assert program.end(signal.SIGTERM) == 0


def test_a_source_that_fails_is_said_and_not_silent(start: Start, tmp_path: Path) -> None:
    """No provider answers: the proxy is a closed port of this machine."""
    own = tmp_path / "own.toml"
    own.write_text('[source]\nchain = ["yahoo_chart"]\n[store]\nenabled = false\n')
    proxy = f"http://127.0.0.1:{free_port()}"
    program = start("--config", own, "watch", "IWM", "--json", HTTPS_PROXY=proxy, https_proxy=proxy)
    # Bars may fail before quotes do, for the same reason.
    program.wait_for(lambda it: any(row["problem"] == f"quotes: {_NO_PROXY}" for row in rows(it)))
    for row in rows(program):
        assert (row["symbol"], row["state"], row["price"]) == ("IWM", None, None)
        assert row["problem"] in (_NO_PROXY, f"quotes: {_NO_PROXY}")
    assert program.end() == 0


def test_an_unknown_field_names_the_nearest_and_all() -> None:
    done = subprocess.run(
        r2k("watch", "--demo", "--fields", "price,volum"), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("r2k: --fields volum: no such field; did you mean volume? There are: price, ")


def test_a_hub_that_is_away_has_a_remedy() -> None:
    url = f"nats://127.0.0.1:{free_port()}"
    done = subprocess.run(r2k("watch", "--attach", url), cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert f"the hub {url} cannot be reached" in done.stderr and "r2k engine --publish URL" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_hub_that_goes_and_returns(start: Start, broker: Broker) -> None:
    engine = start("engine", "--demo", "--publish", broker.url)
    engine.wait_for(lambda it: any("leading" in line for line in it.errors))
    program = start("watch", "IWM", "--attach", broker.url, "--json")
    program.wait_for(lambda it: any(row["state"] == "LIVE" for row in rows(it)))
    broker.kill()
    program.wait_for(lambda it: any(row["problem"] for row in rows(it)))
    lost = next(row for row in rows(program) if row["problem"])
    assert lost["state"] == "STALE" and "is lost" in lost["problem"] and lost["price"] is not None
    before = len(program.lines)
    broker.start()
    program.wait_for(lambda it: any(row["state"] == "LIVE" for row in rows(it)[before:]))
    assert program.end() == 0


@cases(("text", "seconds"), [("5s", 5.0), ("500ms", 0.5), ("2", 2.0), ("1.5m", 90.0), ("24h", 86400.0)])
def test_an_interval_has_a_unit_or_is_of_seconds(text: str, seconds: float) -> None:
    assert seconds_of(text) == pytest.approx(seconds)


@cases("text", ["0s", "-1s", "5 parsecs", "25h", "nan", "1e3s"])
def test_what_is_no_interval_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--every"):
        seconds_of(text)
