"""A halt's way from the feed to the pixel, to JSON and to an alert: real processes, servers on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Start
from tests.fakes import nasdaq_trader_server as fake
from tests.fakes.http_server import HttpServer
from tests.fakes.yahoo_server import FakeYahoo
from tests.pty.size import LARGE

pytestmark = pytest.mark.slow
_WITHIN_S = 60.0
SYMBOLS = ("^RUT", "IWM", "SPY", "GLD")


@pytest.fixture
def server() -> Iterator[HttpServer]:
    """The feed of halts, and iShares, which has no list."""
    with HttpServer() as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path, server: HttpServer) -> Iterator[Path]:
    path = tmp_path / "r2k.toml"
    with FakeYahoo([*SYMBOLS, "^GSPC", "^VIX", "HYG", "IEF", "^IRX"]) as yahoo:
        path.write_text(
            f"""
[watchlist]
symbols = ["IWM", "SPY", "GLD"]
[yahoo]
endpoint = "{yahoo.url}"
[nasdaq_trader]
endpoint = "{server.url}"
[universe]
endpoint = "{server.url}"
[fred]
endpoint = ""
"""
        )
        yield path


def row(symbol: str, code: str, **more: str) -> str:
    """Halt of this minute."""
    now = time.time()
    return fake.halt(symbol, fake.clock_of(now), code=code, day=fake.day_of(now), **more)  # type: ignore[arg-type]


def _state(text: str, symbol: str) -> str:
    """The mark of the state of a row, after its age."""
    rows = [line.split("│")[1].lstrip("▸ ") for line in text.splitlines() if line.count("│") > 1]
    return next(row.split()[-1] for row in rows if row.startswith(f"{symbol} "))


@pytest.mark.slow(seconds=10)
def test_on_the_screen_and_as_an_alert(start: Start, server: HttpServer, settings: Path) -> None:
    fake.put_halts(server, row("IWM", "T1", name="[red]\u202eIWM[/]"), row("WXYZ", "T1"), at=time.time())
    session = start("--config", settings, size=LARGE)
    session.wait("the fund in the header", lambda: "IWM HALTED T1" in session.text(), within=_WITHIN_S)
    session.wait("a toast", lambda: "IWM halted since" in session.text(), within=_WITHIN_S)
    session.wait("the state of the row", lambda: _state(session.text(), "IWM") == "H", within=_WITHIN_S)
    assert _state(session.text(), "SPY") != "H"
    session.press("9")
    session.wait("the alert in the log", lambda: "trading halts: IWM halted since" in session.text(), within=_WITHIN_S)
    assert "WXYZ" not in session.text()


def test_in_json(server: HttpServer, settings: Path) -> None:
    fake.put_halts(server, row("IWM", "LUDP"), at=time.time())
    report = _report("snapshot", "IWM", "SPY", "--config", str(settings), "--json")
    quotes = report["data"]["quotes"]
    assert (quotes["IWM"]["state"], quotes["IWM"]["halted"]["code"]) == ("HALTED", "LUDP")
    assert quotes["SPY"]["state"] != "HALTED" and quotes["SPY"]["halted"] is None
    listed = _report("universe", "halts", "--config", str(settings), "--json")
    assert [(one["symbol"], one["watchlist"]) for one in listed["data"]["halted"]] == [("IWM", True)]
    assert len([path for path in server.asked if path.startswith(fake.PATH)]) == 1, "the second run knew it already"


def _report(*arguments: str) -> dict[str, dict[str, dict[str, dict[str, dict[str, str]]]]]:
    done = subprocess.run(
        [sys.executable, "-m", "r2k_tui", *arguments],
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    report: dict[str, dict[str, dict[str, dict[str, dict[str, str]]]]] = json.loads(done.stdout)
    return report
