"""`r2k snapshot`: the public JSON, the exit status, and a day of the past."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from r2k_tui.commands.snapshot import _quote, behind
from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.source import SourceFacts
from tests.commands.conftest import HEADER, LAST, R2K, SYMBOLS, write_folder
from tests.fakes.invented_bars import wave
from tests.fakes.still_market import NOW, snapshot

ENVELOPE = {"schema", "command", "generated_at", "source", "simulated", "as_of", "data", "problems"}
QUOTE = {
    *("price", "previous_close", "change", "change_fraction", "open", "day_high", "day_low", "volume", "bid", "ask"),
    *("pre_price", "post_price", "currency", "decimals", "name", "time", "received_at", "age_s", "delay_s"),
    *("state", "overnight_price", "provider", "exchange", "phase", "halted"),
}
FEED = {"state", "last_success", "next_try", "failures", "message"}
SESSION = {"exchange", "phase", "opens_at", "closes_at"}
WATCHED = ("^RUT", "IWM", "SPY")


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """Settings whose watchlist the folder can serve."""
    path = tmp_path / "own.toml"
    path.write_text('[watchlist]\nsymbols = ["IWM", "SPY"]\n')
    return path


@pytest.fixture
def look(r2k: R2K, settings: Path, folder: Path) -> R2K:
    """`r2k snapshot --json` on the whole folder."""

    def look(*arguments: object, data: Path = folder) -> Any:
        return r2k("snapshot", "--config", settings, "--source", "csv", "--data", data, "--json", *arguments)

    return look


def numbers_of(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [n for item in value.values() for n in numbers_of(item)]
    if isinstance(value, list):
        return [n for item in value for n in numbers_of(item)]
    return [value] if isinstance(value, float) else []


class TestReport:
    def test_all_that_was_asked_for(self, look: R2K) -> None:
        outcome = look()
        assert (outcome.status, outcome.err) == (0, "")
        report = outcome.report
        assert set(report) == ENVELOPE
        assert (report["schema"], report["command"], report["source"]) == ("r2k/1", "snapshot", "csv")
        assert (report["simulated"], report["as_of"]) == (False, LAST)
        assert report["problems"] == [p for p in report["problems"] if set(p) == {"symbol", "kind", "message"}]

    def test_quotes(self, look: R2K) -> None:
        quotes = look().report["data"]["quotes"]
        assert list(quotes) == list(WATCHED), "the index, then the list in its order"
        price, before = round(wave(1440)[-1] / 100 * 101, 4), round(wave(1440)[-2] / 100 * 101, 4)
        quote = quotes["IWM"]
        assert all(set(one) == QUOTE for one in quotes.values())
        assert (quote["price"], quote["previous_close"]) == (price, before)
        assert quote["change"] == pytest.approx(price - before)
        assert quote["change_fraction"] == pytest.approx(price / before - 1)
        assert (quote["bid"], quote["pre_price"], quote["currency"]) == (None, None, None)
        assert quote["state"] == "CLOSED"
        assert quote["time"] == f"{LAST}T20:00:00.000+00:00"
        datetime.fromisoformat(quote["received_at"])

    def test_feed_and_session(self, look: R2K) -> None:
        report = look().report
        feed, session = report["data"]["feed"], report["data"]["session"]
        assert set(feed) >= {"quotes", "daily"}
        assert all(set(one) == FEED for one in feed.values())
        assert datetime.fromisoformat(feed["quotes"]["last_success"]).tzinfo is not None
        assert set(session) == SESSION
        assert (session["exchange"], session["phase"]) == ("XNYS", "closed")
        assert session["opens_at"] == "2025-09-19T13:30:00.000+00:00"

    @pytest.mark.parametrize("kind", ["risk", "momentum"])
    def test_scores(self, look: R2K, kind: str) -> None:
        score = look().report["data"][kind]
        assert set(score) == {"score", "zone", "components"}
        assert 0 <= score["score"] <= 100
        assert isinstance(score["zone"], str)
        shape = {"score", "weight", "value", "detail", "source"}
        assert all(set(part) == shape for part in score["components"].values())
        assert sum(part["weight"] for part in score["components"].values()) == pytest.approx(1)

    def test_fractions_are_fractions_and_times_have_an_offset(self, look: R2K) -> None:
        report = look().report
        assert abs(report["data"]["quotes"]["IWM"]["change_fraction"]) < 0.2
        assert datetime.fromisoformat(report["generated_at"]).utcoffset() == timedelta(0)
        assert all(n == n for n in numbers_of(report))

    def test_in_words_it_says_the_same(self, r2k: R2K, settings: Path, folder: Path) -> None:
        outcome = r2k("snapshot", "--config", settings, "--source", "csv", "--data", folder)
        assert outcome.status == 0
        first, *lines = outcome.out.splitlines()
        assert "csv" in first
        assert f"as of {LAST}" in first
        assert [line.split()[0] for line in lines[:3]] == list(WATCHED)
        assert "CLOSED" in lines[0]
        assert outcome.out.isascii() or "nan" not in outcome.out.lower()


class TestSymbols:
    def test_only_those_that_were_named(self, look: R2K) -> None:
        outcome = look("spy,HYG", "^vix")
        assert list(outcome.report["data"]["quotes"]) == ["SPY", "HYG", "^VIX"]
        assert outcome.status == 0

    def test_one_that_is_missing_is_null_with_a_problem(self, look: R2K) -> None:
        outcome = look("IWM", "XYZ")
        assert outcome.status == 1
        report = outcome.report
        assert report["data"]["quotes"]["XYZ"] is None
        assert "not_found" in [p["kind"] for p in report["problems"] if p["symbol"] == "XYZ"]

    def test_nothing_at_all(self, look: R2K) -> None:
        outcome = look("XYZ")
        assert outcome.status == 3
        assert outcome.report["data"]["quotes"] == {"XYZ": None}

    def test_an_empty_folder(self, look: R2K, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        outcome = look(data=tmp_path / "empty")
        assert outcome.status == 3
        report = outcome.report
        assert report["data"]["quotes"] == dict.fromkeys(WATCHED)
        assert (report["as_of"], report["data"]["risk"], report["data"]["momentum"]) == (None, None, None)
        assert {p["symbol"] for p in report["problems"]} >= set(WATCHED)

    def test_a_name_of_nothing_printable(self, look: R2K) -> None:
        outcome = look("\x1b\u200b")
        assert outcome.status == 2
        assert "printable" in outcome.err

    def test_without_the_history_of_the_index_there_is_no_score_but_there_are_quotes(
        self, look: R2K, tmp_path: Path, days: list[str]
    ) -> None:
        folder = write_folder(tmp_path / "partial", days)
        (folder / "RUT.csv").unlink()
        outcome = look("IWM", data=folder)
        assert outcome.status == 1
        report = outcome.report
        assert report["data"]["quotes"]["IWM"]["price"] > 0
        assert report["data"]["risk"] is None
        assert "no daily bars for the risk score" in [p["message"] for p in report["problems"]]

    def test_a_short_history_says_why_there_is_no_score(self, look: R2K, tmp_path: Path, days: list[str]) -> None:
        outcome = look(data=write_folder(tmp_path / "short", days[-30:]))
        assert outcome.status == 1
        report = outcome.report
        assert report["data"]["momentum"]["score"] is None
        assert any(p["kind"] == "absent" and p["message"] for p in report["problems"])

    def test_broken_rows_are_told_and_left_out(self, look: R2K, tmp_path: Path, days: list[str]) -> None:
        folder = write_folder(tmp_path / "rows", days[-500:])
        with (folder / "IWM.csv").open("a") as file:
            file.write("2025-09-19,1,2,3,NaN,5,x\n2024-01-02,1,1,1,1,1,1\n")
        report = look(data=folder).report
        assert report["as_of"] == LAST
        assert report["data"]["quotes"]["IWM"]["time"].startswith(LAST)
        told = [p["message"] for p in report["problems"] if (p["symbol"], p["kind"]) == ("IWM", "bad_row")]
        assert len(told) == 2


def settled(report: Any) -> Any:
    """A report without what the clock on the wall writes into it."""
    report.pop("generated_at")
    for quote in report["data"]["quotes"].values():
        quote.pop("received_at"), quote.pop("age_s")
    for feed in report["data"]["feed"].values():
        del feed["last_success"], feed["next_try"]
    return report


class TestAsOf:
    @pytest.mark.parametrize("day", ["2025-04-08", "2024-11-29", "2025-04-06", "2023-07-03"])
    def test_a_day_of_the_past_is_a_folder_that_ends_there(
        self, look: R2K, tmp_path: Path, days: list[str], day: str
    ) -> None:
        """A session, a half day, a Sunday, the half day before a holiday."""
        then, cut = look("--as-of", day), look(data=write_folder(tmp_path / "cut", days, until=day))
        assert (then.status, cut.status) == (0, 0)
        told = settled(then.report)
        assert told["data"]["quotes"]["IWM"]["time"][:10] <= day
        # What is not a session has no quote of its own; the day that was asked for is still the one that is told.
        expected = {**settled(cut.report), "as_of": day}
        assert told == expected

    @pytest.mark.parametrize(
        ("day", "told"), [("2025-04-08", []), ("2025-09-17", []), (LAST, []), ("2025-09-22", ["2025-09-19", "no-date"])]
    )
    def test_rows_that_were_not_there_yet_are_not_told(
        self, look: R2K, tmp_path: Path, days: list[str], day: str, told: list[str]
    ) -> None:
        folder = write_folder(tmp_path / "rows", days[-300:])
        with (folder / "IWM.csv").open("a") as file:
            file.write("2025-09-19,1,2,3,NaN,5,x\n2025-09-22,240,241,239,240,238,5\nno-date,1,1,1,1,1,1\n")
        report = look("--as-of", day, data=folder).report
        said = [p["message"] for p in report["problems"] if p["kind"] == "bad_row"]
        assert len(said) == len(told)
        assert (" 'no-date' " in "".join(said)) == ("no-date" in told)

    def test_a_fault_of_the_time_before_is_told_as_it_was_then(
        self, look: R2K, tmp_path: Path, days: list[str]
    ) -> None:
        folder = write_folder(tmp_path / "rows", days[-300:])
        lines = (folder / "IWM.csv").read_text().splitlines()
        place = next(i for i, line in enumerate(lines) if line.startswith("2025-04-03"))
        lines[place] = "2025-04-03,1,2,3,4,5,6"
        lines.append("2025-04-04,1,1,1,1,1,1")
        (folder / "IWM.csv").write_text("\n".join(lines))
        told = {
            day: [p["message"] for p in look("--as-of", day, data=folder).report["problems"] if p["kind"] == "bad_row"]
            for day in ("2025-04-02", "2025-04-08", LAST)
        }
        assert told["2025-04-02"] == []
        assert [f"line {place + 1}" in message for message in told["2025-04-08"]] == [True]
        assert len(told[LAST]) == 2, "the row at the end of the file, a day again, has come by then"

    def test_today_s_folder_is_as_of_its_last_day(self, look: R2K) -> None:
        assert settled(look("--as-of", LAST).report) == settled(look().report)

    def test_before_the_first_day_there_is_nothing(self, look: R2K) -> None:
        outcome = look("--as-of", "1999-01-04")
        assert outcome.status == 3
        assert "up to 1999-01-04" in outcome.report["problems"][0]["message"]

    @pytest.mark.parametrize(
        ("day", "words"),
        [("yesterday", "expected a day as YYYY-MM-DD"), ("2025-13-01", "YYYY-MM-DD"), ("2199-01-01", "in the future")],
    )
    def test_a_day_that_is_none(self, look: R2K, day: str, words: str) -> None:
        outcome = look("--as-of", day)
        assert (outcome.status, outcome.out) == (2, "")
        assert words in outcome.err

    def test_nothing_is_kept(self, look: R2K, home: Path) -> None:
        look("--as-of", "2025-04-08")
        assert not list(home.rglob("*.sqlite3"))


class TestStore:
    def test_a_store_that_was_named_is_used(self, look: R2K, tmp_path: Path) -> None:
        path = tmp_path / "named.sqlite3"
        assert look("--store", path).status == 0
        assert path.stat().st_size > 4096

    def test_one_that_cannot_be_opened_is_said_and_the_look_goes_on(self, look: R2K, tmp_path: Path) -> None:
        feed = look("--store", tmp_path).report["data"]["feed"]["store"]
        assert feed["state"] == "failing" and "nothing is kept" in feed["message"]

    def test_one_of_a_later_version_too(self, look: R2K, tmp_path: Path) -> None:
        path = tmp_path / "later.sqlite3"
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA user_version = 999")
        connection.close()
        feed = look("--store", path).report["data"]["feed"]["store"]
        assert feed["state"] == "failing" and "version 999" in feed["message"]


@pytest.mark.realdata
def test_real_history(r2k: R2K, market_data: Path) -> None:
    outcome = r2k("snapshot", "--source", "csv", "--data", market_data / "daily", "--json")
    report = outcome.report
    quotes = report["data"]["quotes"]
    last = (market_data / "daily" / "RUT.csv").read_text().splitlines()
    header = [name.strip().lower() for name in last[0].split(",")]
    close = next(row.split(",")[header.index("close")] for row in last if row.startswith("2026-08-20"))
    assert report["as_of"] == "2026-08-20"
    assert quotes["IWM"]["price"] == pytest.approx(297.67, abs=0.005)
    assert quotes["^RUT"]["price"] == pytest.approx(float(close), abs=0.005)
    assert {quotes["IWM"]["state"], quotes["^RUT"]["state"]} == {"CLOSED"}
    for kind in ("risk", "momentum"):
        assert 0 <= report["data"][kind]["score"] <= 100


def test_the_folder_has_what_it_should(folder: Path) -> None:
    assert len(list(folder.iterdir())) == len(SYMBOLS)
    assert (folder / "RUT.csv").read_text().startswith(HEADER)


class TestOfAnotherTime:
    """What is shown but was not fetched now is told, and is not all that was asked for."""

    def test_a_fresh_market_has_nothing_to_tell(self) -> None:
        picture = snapshot()
        assert behind(picture, {quote.symbol: quote for quote in picture.quotes}) == []

    def test_a_topic_that_fails_and_the_quotes_that_are_old(self) -> None:
        failing = FeedStatus("quotes", FeedState.FAILING, NOW - 100, message="no route")
        picture = snapshot(feeds=(failing, FeedStatus("news", FeedState.FAILING, message="no news")))
        old = msgspec.structs.replace(picture.quotes[0], received_at=NOW - 100)
        told = behind(picture, {old.symbol: old, picture.quotes[1].symbol: picture.quotes[1]})
        assert [(one.symbol, one.kind) for one in told] == [("", "failing"), (old.symbol, "offline")]
        assert told[0].message == "quotes: no route"


def test_a_halted_quote_says_since_when_and_why_and_is_not_old() -> None:
    halts = (Halt("IWM", NOW - 600, "LUDP", trades_at=NOW + 60),)
    picture = msgspec.structs.replace(snapshot(), halts=halts, facts=SourceFacts("yahoo", quote_cadence_s=5.0))
    quotes = {quote.symbol: msgspec.structs.replace(quote, received_at=NOW - 3600) for quote in picture.quotes}
    told = {symbol: _quote(picture, quote) for symbol, quote in quotes.items() if symbol in ("IWM", "^RUT")}
    assert told["IWM"]["state"] == "HALTED" and told["^RUT"]["state"] == "STALE"
    assert (told["IWM"]["halted"]["code"], told["IWM"]["halted"]["words"]) == ("LUDP", "volatility pause")
    assert told["^RUT"]["halted"] is None
    old = {problem.symbol for problem in behind(picture, quotes)}
    assert "IWM" not in old and "^RUT" in old
