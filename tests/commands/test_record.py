"""`r2k record`, in processes of its own: over a Yahoo on loopback, in a terminal, interrupted, full, refused."""

from __future__ import annotations

import json
import re
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.record import seconds_of
from r2k_tui.sources.recording.reader import read
from r2k_tui.sources.recording.records import EndRecord, QuotesRecord
from tests.cases import cases
from tests.commands.conftest import R2K
from tests.fakes.recording_file import quotes, write_file
from tests.fakes.yahoo_server import FakeYahoo, Fault
from tests.pty.session import Session

ROOT = Path(__file__).resolve().parents[2]
SYMBOLS = ("^RUT", "IWM")
SETTINGS = """
[watchlist]
symbols = ["^RUT", "IWM"]
[market]
index = "^RUT"
small_fund = "IWM"
large_index = "IWM"
large_fund = "IWM"
implied_volatility = "IWM"
implied_volatility_fallback = "IWM"
high_yield = "IWM"
treasury = "IWM"
bill = "IWM"
[poll.quotes]
pre = 0.2
open = 0.2
post = 0.2
closed = 0.2
[limits]
requests_per_minute = 6000
backoff_s = 0.1
backoff_max_s = 0.2
breaker_s = 0.2
[portfolio]
holdings = [{ symbol = "TSLA", shares = 31337, cost = 1.0 }]
[yahoo]
deadline_s = 2.0
"""


@pytest.fixture
def yahoo() -> Iterator[FakeYahoo]:
    with FakeYahoo(SYMBOLS) as server:
        yield server


@pytest.fixture
def settings(tmp_path: Path, yahoo: FakeYahoo) -> Path:
    path = tmp_path / "config.toml"
    record = f'[record]\npath = "{tmp_path / "recordings"}"\n'
    path.write_text(f'[source]\nchain = ["yahoo"]\n{SETTINGS}endpoint = "{yahoo.url}"\n{record}')
    return path


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "r2k_tui", *map(str, arguments)]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), capture_output=True, text=True, cwd=ROOT, timeout=90, check=False)


def record(settings: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return run("record", "--config", settings, *arguments)


def test_what_came_in_is_played_again_by_another_command(settings: Path, tmp_path: Path, yahoo: FakeYahoo) -> None:
    out = tmp_path / "a.r2krec"
    yahoo.set_price("IWM", 201.5)
    yahoo.fail("/v7/finance/quote", Fault(status=429, body="no", times=1))
    done = record(settings, "--for", "4s", "--out", out, "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["schema"], report["command"], report["source"]) == ("r2k/1", "record", "yahoo")
    data = report["data"]
    assert (data["file"], data["ended_by"], data["dropped"]) == (str(out), "time", 0)
    assert data["failures"] >= 1 and data["quotes"] >= 2 and data["bars"] > 0
    assert data["bytes"] == out.stat().st_size
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    recording = read(out)
    assert isinstance(recording.records[-1], EndRecord)
    first = next(record for record in recording.records if isinstance(record, QuotesRecord))
    assert first.failure is not None and first.failure.kind == "rate_limited"
    assert b"TSLA" not in out.read_bytes() and "TSLA" not in str(recording), "no holdings"
    yahoo.stop()
    again = run("snapshot", "--source", "replay", "--data", out, "--json")
    played = json.loads(again.stdout)
    assert (played["source"], played["data"]["quotes"]["IWM"]["price"]) == ("replay", 201.5)
    assert set(played["data"]["quotes"]) == set(SYMBOLS)


def test_a_terminal_shows_progress_and_a_key_ends_it(settings: Path, tmp_path: Path, yahoo: FakeYahoo) -> None:
    with Session(command("record", "--config", settings), folder=ROOT) as session:
        session.wait_text("Ctrl+C ends it")
        yahoo.wait_for("/v8/finance/chart/", 60)
        session.wait("answers", lambda: re.search(r"[1-9]\d* answers", session.text()) is not None, within=30)
        session.press("ctrl+c")
        assert session.wait_end(30) == 0
        screen = session.text()
    (file,) = (tmp_path / "recordings").iterdir()
    assert "r2k: recorded 0:00:" in screen
    assert "Ctrl+C ends it" not in screen, "the line is erased"
    assert not read(file).flaw
    last = read(file).records[-1]
    assert isinstance(last, EndRecord) and last.reason == "interrupt"


def test_term_ends_it_as_well(settings: Path, tmp_path: Path, yahoo: FakeYahoo) -> None:
    out = tmp_path / "a"
    program = subprocess.Popen(
        command("record", "--config", settings, "--out", out, "--json"), stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    yahoo.wait_for("/v8/finance/chart/", 60)
    program.send_signal(signal.SIGTERM)
    said, _ = program.communicate(timeout=30)
    assert json.loads(said)["data"]["ended_by"] == "interrupt"
    assert program.returncode in (0, 3)
    assert not read(out).flaw


def test_a_source_that_gives_nothing_is_no_data(settings: Path, tmp_path: Path, yahoo: FakeYahoo) -> None:
    yahoo.fail("/", Fault(status=503, body="closed"))
    done = record(settings, "--for", "3s", "--out", tmp_path / "a", "--json")
    assert done.returncode == 3
    report = json.loads(done.stdout)
    assert [problem["kind"] for problem in report["problems"]] == ["no_data"]
    assert "no quotes and no bars: " in done.stderr
    assert report["data"]["failures"] > 0
    assert read(tmp_path / "a").records, "its failures are worth a look"


def test_a_full_recording_is_partial(settings: Path, tmp_path: Path) -> None:
    settings.write_text(settings.read_text() + "max_mb = 0.1\n")
    out = tmp_path / "a"
    done = record(settings, "--for", "60s", "--out", out, "--source", "demo", "--json")
    assert done.returncode in (1, 3), "3 where not even the first block fits"
    report = json.loads(done.stdout)
    assert report["data"]["ended_by"] == "stopped"
    assert "the recording is full: 0.1 MB, by max_mb under [record]" in done.stderr
    assert out.stat().st_size <= 100_000


def test_a_disk_that_is_full_is_why_nothing_was_recorded(settings: Path, tmp_path: Path) -> None:
    parts = command("record", "--config", settings, "--for", "5s", "--out", tmp_path / "a", "--source", "demo")
    with subprocess.Popen(parts, stderr=subprocess.PIPE, text=True, cwd=ROOT) as program:
        resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (20_480, 20_480))
        _, told = program.communicate(timeout=90)
    first, second = told.splitlines()
    assert first == "r2k: cannot write the recording: File too large"
    assert second.startswith("r2k: nothing was recorded in ")
    assert program.returncode == 3


class TestRefused:
    """Before anything is asked of the source; in this process."""

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("--for", "1x"), "--for 1x: expected a duration such as 30m, 2h or 1d"),
            (("--for", "99d"), "at most 31d"),
            (("--store", "x"), "--store does not apply: a recording"),
            (("--as-of", "2025-01-02"), "--as-of does not apply: a recording"),
            (("--attach", "nats://127.0.0.1:1"), "--attach uses the engine of a hub"),
        ],
    )
    def test_options(self, r2k: R2K, arguments: tuple[str, ...], words: str) -> None:
        outcome = r2k("record", *arguments)
        assert outcome.status == 2
        assert words in outcome.err

    def test_an_existing_file(self, r2k: R2K, tmp_path: Path) -> None:
        path = tmp_path / "mine"
        path.write_text("mine")
        outcome = r2k("record", "--demo", "--out", path)
        assert (outcome.status, outcome.err) == (2, f"r2k: {path} exists; --force replaces it\n")
        assert path.read_text() == "mine"

    def test_no_place_to_write(self, r2k: R2K, tmp_path: Path) -> None:
        outcome = r2k("record", "--demo", "--out", tmp_path / "no" / "a")
        assert outcome.status == 2
        assert "No such file or directory" in outcome.err
        assert r2k("record", "--demo", "--out", tmp_path, "--force").status == 2

    def test_a_replay(self, r2k: R2K, tmp_path: Path) -> None:
        path = write_file(tmp_path / "a", quotes(1.0, 1.0, 2.0))
        outcome = r2k("record", "--source", "replay", "--data", path)
        assert (outcome.status, "is a recording already" in outcome.err) == (2, True)


@cases(
    ("span", "seconds"), [("90s", 90), ("30m", 1800), ("2h", 7200), ("1d", 86400), (" 1d ", 86400), ("31d", 2678400)]
)
def test_stretches_of_time(span: str, seconds: int) -> None:
    assert seconds_of(span) == seconds


@cases("span", ["0m", "m", "1", "-1m", "1.5h", "1w", "32d", "99999d", "1h30m", "١h", "\x1b"])
def test_what_is_no_stretch_of_time(span: str) -> None:
    with pytest.raises(UsageError):
        seconds_of(span)
