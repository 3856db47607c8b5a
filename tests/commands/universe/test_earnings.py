"""`r2k universe earnings`: of the simulated market, of data without days, and of a day of the past."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime, time, timedelta
from pathlib import Path

import msgspec
import numpy as np
import pytest

from r2k_tui.commands.universe.earnings import data_of
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.sources.nasdaq import pace
from tests.commands.conftest import R2K
from tests.commands.universe.test_command import members as _members
from tests.fakes import nasdaq_server as nasdaq
from tests.fakes.http_server import HttpServer
from tests.fakes.invented_holdings import export, whole
from tests.fakes.ishares_server import IsharesServer
from tests.fakes.yahoo_server import FakeYahoo
from tests.model.events.test_calendar import CALENDAR

members = _members


def test_the_demo_has_reports_and_the_rest(r2k: R2K) -> None:
    done = r2k("universe", "earnings", "--days", "10", "--demo", "--json")
    report, data = done.report, done.report["data"]
    assert (done.status, report["simulated"], report["command"], report["as_of"]) == (
        0,
        True,
        "universe",
        data["today"],
    )
    assert {problem["kind"] for problem in report["problems"]} <= {"past_date"}
    assert data["members"] == 1960 and 0 < data["unknown"] < 1960
    rows = data["earnings"]
    assert [row["day"] for row in rows] == sorted(row["day"] for row in rows)
    assert all(data["first"] <= row["day"] <= data["last"] and row["weight"] > 0 for row in rows)
    assert {row["time"] for row in rows} >= {"before the bell", "after the bell", "time not known"}
    assert any(row["estimate"] for row in rows) and any(row["note"] for row in rows)
    assert {row["kind"] for row in data["others"]} >= {"ex-dividend", "IPO"}
    for name in ("today", "this_week", "next_week"):
        share = data["reporting"][name]
        within = [row for row in rows if share["first"] <= row["day"] <= share["last"]]
        if share["last"] <= data["last"] and share["members"]:
            assert len(within) == share["members"]
            assert sum(row["weight"] for row in within) == pytest.approx(share["weight"])


def test_as_text_in_eighty_columns(r2k: R2K) -> None:
    done = r2k("universe", "earnings", "--demo", "--all")
    lines = done.out.splitlines()
    assert done.status == 0 and max(map(len, lines)) <= 80
    assert lines[0].endswith("SIMULATED")
    assert any(line.startswith("  ex-dividend") for line in lines)
    assert "--json names all" in done.err


def test_data_without_days_say_so(r2k: R2K, members: Path) -> None:
    (members / "IWM_holdings_2025-09-17.csv").write_bytes(export())
    done = r2k("universe", "earnings", "--json", "--source", "csv", "--data", members)
    data = done.report["data"]
    assert done.status == 0 and data["earnings"] == [] and data["unknown"] == data["members"] == 45
    assert [problem["kind"] for problem in done.report["problems"]] == ["not_used"]
    today = data["reporting"]["today"]
    assert (today["members"], today["weight"], today["estimated"]) == (None, None, None), "not known is not zero"


def test_a_day_of_the_past_has_none(r2k: R2K) -> None:
    done = r2k("universe", "earnings", "--demo", "--as-of", "2025-09-18")
    assert (done.status, done.out) == (3, "")
    assert "events of the members are not known for that day (2025-09-18)" in done.err


@pytest.mark.parametrize("words", [("ranks", "--days", "3"), ("show", "--all"), ("earnings", "--days", "0")])
def test_what_does_not_belong_is_refused(r2k: R2K, words: tuple[str, ...]) -> None:
    assert r2k("universe", *words, "--demo").status == 2


class Servers:
    """Yahoo, iShares and Nasdaq on this machine: ten members with a quote, and the days ahead."""

    def __init__(self, stack: ExitStack, exchange: ExchangeHours) -> None:
        self.yahoo = stack.enter_context(FakeYahoo(["^RUT", "IWM", "S000"]))
        self.ishares = stack.enter_context(IsharesServer())
        self.nasdaq = stack.enter_context(HttpServer())
        today = datetime.now(NEW_YORK).date()
        days = exchange.days()
        self.next_session: date = days[days > np.datetime64(today)][0].astype(object)
        self.ishares.put("IWM", whole(day=f"{today:%b %d, %Y}"))
        nasdaq.put_calendars(self.nasdaq)
        for place in range(10):
            names = dict.fromkeys(("longName", "shortName"), f"Company {place} Inc.")
            self.yahoo.quotes[f"S{place:03d}"] = {**self.yahoo.quotes["S000"], "symbol": f"S{place:03d}", **names}

    def state(self, place: int, day: date, clock: time, **more: object) -> None:
        """What the quote of a member states."""
        moment = int(datetime.combine(day, clock, NEW_YORK).timestamp())
        self.yahoo.quotes[f"S{place:03d}"].update(earningsTimestamp=moment, **more)

    def settings(self, path: Path, nasdaq_lines: str) -> Path:
        """Settings that reach these servers and nothing else."""
        lines = (
            *("[yahoo]", f'endpoint = "{self.yahoo.url}"', "[source]", 'chain = ["yahoo"]', "[fred]", 'endpoint = ""'),
            *("[universe]", f'endpoint = "{self.ishares.url}"', 'large_fund = "IWM"', "history_days = 0"),
            *("requests_per_minute = 6000", "[limits]", "requests_per_minute = 6000", "burst = 1000"),
            *("[nasdaq]", f'endpoint = "{self.nasdaq.url}"', "calendar_days = 3", nasdaq_lines),
        )
        path.write_text("\n".join(lines))
        return path


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch, exchange: ExchangeHours) -> Iterator[Servers]:
    monkeypatch.setattr(pace, "REQUESTS_PER_MINUTE", 60_000.0)
    with ExitStack() as stack:
        yield Servers(stack, exchange)


def test_quotes_and_nasdaq_from_the_wire_to_json(r2k: R2K, servers: Servers, tmp_path: Path) -> None:
    day = servers.next_session
    servers.state(0, day, time(16, 5), isEarningsDateEstimate=False)
    servers.state(1, day, time(7), isEarningsDateEstimate=True)
    servers.state(2, day + timedelta(days=1500), time(7))
    servers.yahoo.quotes["S003"].update(earningsTimestamp="soon", earningsTimestampStart=float("nan"))
    row = nasdaq.earnings_row
    nasdaq.put_earnings(servers.nasdaq, f"{day}", row("S000", "COMPANY 0 INC", "time-pre-market"), row("MOG/A", "Moog"))
    nasdaq.put_dividends(servers.nasdaq, f"{day}", nasdaq.dividend_row("S004", "Company 4", f"{day:%m/%d/%Y}"))

    off = r2k("universe", "earnings", "--json", "--config", servers.settings(tmp_path / "off.toml", ""))
    assert servers.nasdaq.asked == []
    found = {row["symbol"]: row for row in off.report["data"]["earnings"]}
    assert (found["S000"]["time"], found["S000"]["source"], found["S001"]["estimate"]) == (
        *("after the bell", "yahoo"),
        True,
    )
    kinds = {problem["kind"]: problem for problem in off.report["problems"]}
    assert kinds["far_date"]["symbol"] == "S002" and "[nasdaq] calendars" in kinds["not_used"]["message"]
    assert off.status == 1 and set(found) == {"S000", "S001"}

    on = r2k("universe", "earnings", "--json", "--config", servers.settings(tmp_path / "on.toml", "calendars = true"))
    found = {row["symbol"]: row for row in on.report["data"]["earnings"]}
    assert (found["S000"]["time"], found["S000"]["source"]) == ("before the bell", "yahoo, nasdaq")
    assert (found["MOG-A"]["weight"], found["MOG-A"]["day"]) == (pytest.approx(0.02, rel=0.05), f"{day}")
    # Some days have a release or a meeting of the FOMC as well, which belong to no company.
    others = [row for row in on.report["data"]["others"] if row["symbol"]]
    assert [(row["kind"], row["symbol"], row["note"]) for row in others] == [
        ("ex-dividend", "S004", "$0.12, paid 2026-12-20")
    ]
    assert "not_used" not in {problem["kind"] for problem in on.report["problems"]}


def test_shares_of_which_nothing_is_known_are_null() -> None:
    known, unknown = data_of(CALENDAR), data_of(msgspec.structs.replace(CALENDAR, unknown=CALENDAR.members))
    assert known is not None and known["reporting"]["today"]["weight"] == 0.012
    assert unknown is not None
    for share in unknown["reporting"].values():
        assert (share["members"], share["weight"], share["estimated"]) == (None, None, None)
