"""Commands over a replay: the picture at the end of the day, and what is said of a day that cannot be played."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.store.store import Store
from tests.commands.conftest import R2K, Outcome
from tests.fakes.invented_bars import bars_at, daily_bars, wave
from tests.fakes.recorded_day import BEFORE, DAY, MINUTES, at, path_of, write_recording


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_recording(tmp_path_factory.mktemp("recording") / "intraday", daily=True)


@pytest.fixture
def snapshot(r2k: R2K, recording: Path) -> R2K:
    """`r2k snapshot --json` over the recording."""

    def snapshot(*arguments: object, data: Path | None = recording) -> Outcome:
        folder = ("--data", data) if data is not None else ()
        return r2k("snapshot", "--source", "replay", *folder, "--json", *arguments)

    return snapshot


class TestTheDayPlayed:
    @pytest.mark.parametrize("day", [(), ("--date", DAY), ("--date", DAY, "--speed", "3600")], ids=str)
    def test_the_picture_at_its_end(self, snapshot: R2K, day: tuple[object, ...]) -> None:
        outcome = snapshot("IWM,^RUT", *day)
        assert (outcome.status, outcome.err) == (0, "")
        report = outcome.report
        assert (report["source"], report["simulated"], report["as_of"]) == ("replay", False, str(DAY))
        quote = report["data"]["quotes"]["IWM"]
        assert (quote["price"], quote["state"]) == (path_of(DAY)[-1], "CLOSED")
        assert (quote["time"], quote["received_at"]) == ("2025-09-18T20:00:00.000+00:00",) * 2
        session = report["data"]["session"]
        assert (session["phase"], session["opens_at"]) == ("closed", "2025-09-19T13:30:00.000+00:00")
        assert 0 <= report["data"]["risk"]["score"] <= 100
        assert report["data"]["feed"]["quotes"]["last_success"] == "2025-09-18T20:00:00.000+00:00"

    def test_an_earlier_day_knows_nothing_of_a_later_one(self, snapshot: R2K) -> None:
        quote = snapshot("IWM", "--date", BEFORE[-1]).report["data"]["quotes"]["IWM"]
        assert (quote["price"], quote["time"]) == (path_of(BEFORE[-1])[-1], "2025-09-17T20:00:00.000+00:00")

    def test_a_symbol_that_was_not_recorded(self, snapshot: R2K) -> None:
        outcome = snapshot("IWM", "SPY")
        assert outcome.status == 1
        assert outcome.report["data"]["quotes"]["SPY"] is None
        assert ("SPY", "not_found") in [(p["symbol"], p["kind"]) for p in outcome.report["problems"]]

    def test_history_prints_the_bars_of_the_day(self, r2k: R2K, recording: Path) -> None:
        outcome = r2k("history", "IWM", "--interval", "1m", "--range", "1d", "--source", "replay", "--data", recording)
        assert outcome.status == 0
        assert len(outcome.out.splitlines()) == MINUTES + 1

    def test_bars_that_are_too_coarse_are_told(self, r2k: R2K, recording: Path) -> None:
        outcome = r2k("history", "^RUT", "--interval", "1m", "--range", "1d", "--source", "replay", "--data", recording)
        assert "r2k: ^RUT: recorded in bars of 5 minutes" in outcome.err
        assert len(outcome.out.splitlines()) == MINUTES // 5 + 1

    def test_nothing_is_written(self, snapshot: R2K, recording: Path, home: Path) -> None:
        assert snapshot("IWM").status == 0
        assert not list(home.rglob("*.sqlite3"))
        assert sorted(path.name for path in recording.iterdir()) == ["IWM_1m.csv", "IWM_5m.csv", "RUT_5m.csv.gz"]


class TestWhatCannotBePlayed:
    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("--date", "2025-09-14"), "no bars on 2025-09-14; the nearest days with bars: 2025-09-15 (4 days from"),
            (("--date", "2999-01-01"), "--date 2999-01-01: the day is in the future"),
            (("--date", "yesterday"), "--date yesterday: expected a day as YYYY-MM-DD"),
            (("--speed", "0"), "--speed 0: expected a number above 0 and at most 3600"),
            (("--speed", "-60"), "--speed -60: expected a number above 0"),
            (("--speed", "nan"), "--speed nan: expected a number above 0"),
            (("--speed", "inf"), "--speed inf: expected a number above 0"),
            (("--speed", "3601"), "at most 3600"),
            (("--as-of", "2025-09-18"), "--as-of and a replay exclude each other"),
        ],
    )
    def test_a_matter_of_usage(self, snapshot: R2K, arguments: tuple[str, ...], words: str) -> None:
        outcome = snapshot(*arguments)
        assert (outcome.status, outcome.out) == (2, "")
        assert words in outcome.err

    @pytest.mark.parametrize("option", ["--date", "--speed"])
    def test_other_sources_are_not_played(self, r2k: R2K, folder: Path, option: str) -> None:
        outcome = r2k("snapshot", "--source", "csv", "--data", folder, option, "2")
        assert (outcome.status, outcome.out) == (2, "")
        assert "not replaying: --date and --speed need --source replay" in outcome.err

    def test_a_folder_of_days_alone(self, snapshot: R2K, folder: Path) -> None:
        outcome = snapshot(data=folder)
        assert (outcome.status, outcome.out) == (2, "")
        assert "has no intraday bars: expected files such as IWM_1m.csv" in outcome.err

    def test_a_packed_file_that_is_broken(self, snapshot: R2K, tmp_path: Path) -> None:
        (tmp_path / "RUT_5m.csv.gz").write_bytes(gzip.compress(b"x" * 100)[:-9])
        outcome = snapshot(data=tmp_path)
        assert outcome.status == 2
        assert "RUT_5m.csv.gz is not a complete gzip file" in outcome.err

    def test_the_pace_in_the_settings(self, r2k: R2K, recording: Path, tmp_path: Path) -> None:
        own = tmp_path / "own.toml"
        own.write_text("[replay]\nspeed = 0\n")
        outcome = r2k("snapshot", "--source", "replay", "--data", recording, "--config", own)
        assert outcome.status == 2
        assert f"{own}:2: replay.speed: expected a number > 0" in outcome.err


class TestOutOfTheStore:
    @pytest.fixture
    def store(self, tmp_path: Path) -> Path:
        path = tmp_path / "kept.sqlite3"
        store = Store(path, "yahoo")
        for day in (BEFORE[-1], DAY):
            minutes = [int(at("09:30", day)) + 60 * i for i in range(MINUTES)]
            store.save_bars(bars_at(minutes, path_of(day), "IWM", Interval.M1))
        store.save_bars(daily_bars("IWM", wave(400), date(2025, 9, 18)))
        store.close()
        return path

    def test_a_day_that_the_monitor_kept(self, snapshot: R2K, store: Path) -> None:
        before = store.read_bytes()
        outcome = snapshot("IWM", "--store", store, data=None)
        quote = outcome.report["data"]["quotes"]["IWM"]
        assert (quote["price"], quote["previous_close"]) == (path_of(DAY)[-1], wave(400)[-2])
        assert outcome.report["as_of"] == str(DAY)
        assert store.read_bytes() == before
        assert [path.name for path in store.parent.iterdir() if "sqlite3" in path.name] == [store.name]

    def test_the_usual_store_is_taken_where_none_is_named(self, snapshot: R2K, store: Path, tmp_path: Path) -> None:
        own = tmp_path / "own.toml"
        own.write_text(f'[store]\npath = "{store}"\n')
        assert snapshot("IWM", "--config", own, data=None).report["as_of"] == str(DAY)

    def test_without_one_a_folder_is_asked_for(self, snapshot: R2K) -> None:
        outcome = snapshot(data=None)
        assert outcome.status == 2
        assert "there is no store to replay from" in outcome.err
        assert "--data DIR" in outcome.err

    def test_a_file_that_is_none(self, snapshot: R2K, tmp_path: Path) -> None:
        broken = tmp_path / "broken.sqlite3"
        broken.write_bytes(b"no database" * 99)
        outcome = snapshot("--store", broken, data=None)
        assert outcome.status == 2
        assert "broken.sqlite3 cannot be read" in outcome.err
        assert broken.read_bytes() == b"no database" * 99, "and it is left as it is"

    def test_one_without_minutes(self, snapshot: R2K, tmp_path: Path) -> None:
        path = tmp_path / "young.sqlite3"
        Store(path, "yahoo").close()
        assert "has no intraday bars" in snapshot("--store", path, data=None).err


@pytest.mark.realdata
def test_a_real_day(r2k: R2K, market_data: Path) -> None:
    arguments = ("IWM,^RUT", "--source", "replay", "--data", market_data / "intraday", "--date", "2026-03-27", "--json")
    report = r2k("snapshot", *arguments).report
    fund = report["data"]["quotes"]["IWM"]
    assert (fund["price"], fund["open"], fund["state"]) == (243.08, 246.01, "CLOSED")
    assert fund["time"] == "2026-03-27T20:00:00.000+00:00"
    assert report["data"]["session"]["phase"] == "closed"
    assert "2 minutes without a bar so far, the first at 11:10" in [p["message"] for p in report["problems"]]


def test_events_of_the_members_are_not_known_for_a_replayed_day(r2k: R2K, recording: Path) -> None:
    outcome = r2k("universe", "earnings", "--source", "replay", "--data", recording, "--json")
    assert (outcome.status, outcome.report["data"]) == (3, None)
    assert "not known for that day (a replayed day)" in outcome.report["problems"][0]["message"]
