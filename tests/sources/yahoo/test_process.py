"""The source in a process of its own: what it loads, writes and leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.yahoo_server import FakeYahoo, Fault

CHART = "/v8/finance/chart/"


@pytest.fixture
def yahoo() -> Iterator[FakeYahoo]:
    with FakeYahoo(["^RUT", "IWM"]) as server:
        yield server


SCRIPT = """
import asyncio, pathlib, sys
from r2k_tui.model.market.bars import Interval
from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.sources.yahoo.source import YahooSource

heavy = {"yfinance", "pandas", "curl_cffi", "numpy"} & set(sys.modules)
assert not heavy, heavy

async def main():
    source = YahooSource(YahooSettings(endpoint=sys.argv[1], deadline_s=100), pathlib.Path(sys.argv[2]))
    await source.quotes(["IWM"])
    await source.bars("IWM", Interval.D1)
    if sys.argv[3:] == ["hang"]:
        asyncio.ensure_future(source.bars("^RUT", Interval.M1))
        await asyncio.sleep(0.3)
    else:
        await source.close()

asyncio.run(main())
print("done")
"""


def run_script(yahoo: FakeYahoo, tmp_path: Path, *more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path / "home")}
    command = [sys.executable, "-W", "default", "-c", SCRIPT, yahoo.url, str(tmp_path / "own"), *more]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_process_of_its_own_is_silent_and_keeps_to_its_folder(yahoo: FakeYahoo, tmp_path: Path) -> None:
    done = run_script(yahoo, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")
    assert (tmp_path / "own" / "yahoo-0" / "tkr-tz.db").stat().st_size > 0
    assert not list(tmp_path.rglob("py-yfinance"))


def test_a_process_ends_while_a_call_hangs(yahoo: FakeYahoo, tmp_path: Path) -> None:
    yahoo.fail(CHART + "^RUT", Fault(delay=90))
    done = run_script(yahoo, tmp_path, "hang")
    assert (done.returncode, done.stdout) == (0, "done\n")
    assert yahoo.requests[-1].path == CHART + "^RUT", "the hanging call was under way"
