"""Purchases of insiders in a running engine, from the SEC's answers to the report."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from r2k_tui.config.sections.universe import ScreenSettings
from r2k_tui.engine.alerts import evaluation_loop
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.insiders.state import InsiderState
from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.insiders.report import InsiderReport, PurchaseCluster, PurchaseTotals
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.market.universe import UNKNOWN, YES
from r2k_tui.model.messages.alerts import AlertsReply, GetAlerts
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import Refresh
from r2k_tui.model.messages.universe import GetInsiders, GetScreen, ScreenReply
from tests.engine.insiders.stage import (
    COMPANIES,
    FIRST,
    LAST,
    MIDDLE,
    InsiderStage,
    filled,
    insiders,
    polled_again,
    put,
    service_of,
)
from tests.engine.stage import picture
from tests.fakes.insider_statements import owner, statement, trade
from tests.fakes.sec_server import UNDECLARED, SecServer, index_path


@pytest.fixture
def sec() -> Iterator[SecServer]:
    with SecServer() as server:
        filled(server)
        yield server


def asked_filings(sec: SecServer) -> list[str]:
    return [path for path in sec.asked if path.startswith("/Archives/edgar/data/")]


async def status(engine: Engine) -> tuple[FeedState, str]:
    found = next(feed for feed in (await picture(engine)).feeds if feed.topic == "insiders")
    return found.state, found.message or found.progress


async def test_purchases_and_a_cluster(sec: SecServer, tmp_path: Path) -> None:
    async with InsiderStage(tmp_path / "r2k.sqlite3", sec.url).running() as engine:
        report = await insiders(engine)
        rows = {row.symbol: row for row in report.members}
        assert rows["M00"].period == rows["M00"].recent == PurchaseTotals(3, 3, 300.0, 6000.0, 0)
        assert rows["M00"].cluster == PurchaseCluster(3, "2025-09-12", "2025-09-12")
        assert rows["M01"].period == PurchaseTotals(1, 2, 1200.0, 5000.0, 1)
        assert (report.origin, report.trouble, report.off) == ("SEC Form 4", "", False)
        assert (report.coverage.first, report.coverage.last) == (FIRST, LAST)
        assert [row.symbol for row in report.clusters()] == ["M00"]
        newest = report.purchases[0]
        assert (newest.filed, newest.day, newest.persons) == (LAST, "2025-09-16", ("Doe Person 9010",))
        assert await status(engine) == (FeedState.IDLE, "")
    assert len(asked_filings(sec)) == 5, "each filing once, though it is listed twice"
    assert [path for path in sec.asked if "daily-index" in path] == list(map(index_path, (LAST, MIDDLE, FIRST)))
    assert {headers["user-agent"] for headers in sec.headers} == {"R2K joe@example.org"}


async def test_another_thread_adds_up_the_purchases(
    sec: SecServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    report = InsiderState.report

    def noted(state: InsiderState, *given: Any) -> InsiderReport:
        threads.append(threading.get_ident())
        return report(state, *given)

    monkeypatch.setattr(InsiderState, "report", noted)
    async with InsiderStage(tmp_path / "r2k.sqlite3", sec.url).running() as engine:
        assert len((await insiders(engine)).members) == 2
    assert threads and threading.get_ident() not in threads


async def test_columns_are_those_of_the_members_asked_for(sec: SecServer, tmp_path: Path) -> None:
    async with InsiderStage(tmp_path / "r2k.sqlite3", sec.url).running() as engine:
        await insiders(engine)
        service = await service_of(engine)

        def clusters(*symbols: str) -> list[int]:
            # Each tuple is gone before the next one comes, which may lie at its address.
            return service.columns(tuple(symbols)).flags["insider_cluster"].tolist()

        assert [clusters("M00", "M01"), clusters("M01", "M00")] == [[YES, UNKNOWN], [UNKNOWN, YES]]


async def test_another_start_asks_for_nothing_again(sec: SecServer, tmp_path: Path) -> None:
    made = InsiderStage(tmp_path / "r2k.sqlite3", sec.url)
    async with made.running() as engine:
        await insiders(engine)
    sec.asked.clear()
    async with made.running() as engine:
        report = await insiders(engine)
        assert len(report.members) == 2 and report.coverage.last == LAST
    assert sec.asked == []
    # The next evening brings one index.
    made.clock.now += 86400.0
    put(sec, "2025-09-18", 1002, 20, statement(1002, (owner(9020),), (trade("2025-09-17", "10", "1"),)))
    async with made.running() as engine:
        assert len((await insiders(engine)).members) == 3
    assert sec.asked == [index_path("2025-09-18"), "/Archives/edgar/data/1002/0000000001-25-000020.txt"]


async def test_without_an_address_nothing_is_asked_and_the_line_to_write_is_said(
    sec: SecServer, tmp_path: Path
) -> None:
    async with InsiderStage(tmp_path / "r2k.sqlite3", sec.url, contact="").running() as engine:
        report = await insiders(engine)
        assert report.off and '[sec] contact = "you@example.org"' in report.trouble
        assert report.coverage.last is None and report.members == ()
        state, message = await status(engine)
        assert state is FeedState.IDLE and message == report.trouble
        assert not [entry for entry in (await picture(engine)).log if entry.topic == "insiders"], (
            "no warning at each start"
        )
    assert sec.asked == []


async def test_what_is_kept_stays_when_the_address_is_removed(sec: SecServer, tmp_path: Path) -> None:
    async with InsiderStage(tmp_path / "r2k.sqlite3", sec.url).running() as engine:
        await insiders(engine)
    async with InsiderStage(tmp_path / "r2k.sqlite3", sec.url, contact="").running() as engine:
        report = await insiders(engine)
        assert report.off and len(report.members) == 2 and report.coverage.read_at is not None


async def test_a_past_day_knows_only_what_was_public_and_asks_nobody(sec: SecServer, tmp_path: Path) -> None:
    made = InsiderStage(tmp_path / "r2k.sqlite3", sec.url)
    async with made.running() as engine:
        await insiders(engine)
    sec.asked.clear()
    made.as_of = MIDDLE
    async with made.running() as engine:
        report = await insiders(engine)
        assert (report.until, report.coverage.last) == (MIDDLE, MIDDLE)
        assert [row.symbol for row in report.members] == ["M00"] and report.members[0].cluster is None
    made.as_of = "2025-09-01"
    async with made.running() as engine:
        reply = await engine.ask(GetInsiders(), "test")
        assert isinstance(reply, Failure) and "filings up to 2025-09-01 are not known" in reply.message
    assert sec.asked == []


async def test_a_refused_client_is_named_and_what_is_known_stays(sec: SecServer, tmp_path: Path) -> None:
    made = InsiderStage(tmp_path / "r2k.sqlite3", sec.url)
    async with made.running() as engine:
        await insiders(engine)
        made.clock.now += 86400.0
        sec.answer(index_path("2025-09-18"), UNDECLARED, 403)
        await polled_again(engine)
        state, message = await status(engine)
        assert state is FeedState.FAILING and "Undeclared Automated Tool" in message
        report = await insiders(engine)
        assert "Undeclared Automated Tool" in report.trouble and not report.off
        assert len(report.members) == 2 and report.coverage.last == LAST


async def test_a_round_goes_on_where_it_was_interrupted(sec: SecServer, tmp_path: Path) -> None:
    broken = "/Archives/edgar/data/1000/0000000001-25-000002.txt"
    body = statement(1000, (owner(9002),), (trade("2025-09-12", "100", "20"),), symbol="M00")
    sec.answer(broken, b"", 500)
    made = InsiderStage(tmp_path / "r2k.sqlite3", sec.url)
    async with made.running() as engine:
        report = await insiders(engine)
        assert "server error (500)" in report.trouble
        assert (report.coverage.first, report.coverage.last) == (LAST, LAST), "the newest day came first"
    sec.answer(broken, body)
    sec.asked.clear()
    async with made.running() as engine:
        assert (await insiders(engine)).coverage.first == FIRST
    assert sorted(asked_filings(sec)) == sorted(
        [
            broken,
            "/Archives/edgar/data/1000/0000000001-25-000001.txt",
            "/Archives/edgar/data/1003/0000000001-25-000011.txt",
        ]
    )
    assert index_path(LAST) not in sec.asked


async def test_an_absent_index_is_no_failure_and_is_asked_again_hours_later(sec: SecServer, tmp_path: Path) -> None:
    sec.forget(index_path(LAST))
    made = InsiderStage(tmp_path / "r2k.sqlite3", sec.url)
    async with made.running() as engine:
        report = await insiders(engine)
        assert (report.coverage.last, report.trouble) == (MIDDLE, "")
        sec.asked.clear()
        await polled_again(engine)
        assert sec.asked == []
        filled(sec)
        made.clock.now += 4 * 3600.0
        await polled_again(engine)
        assert (await insiders(engine)).coverage.last == LAST


async def test_a_filing_that_cannot_be_read_is_named_and_given_up_after_three_tries(
    sec: SecServer, tmp_path: Path
) -> None:
    path = put(sec, LAST, 1002, 30, b"<SEC-DOCUMENT>\n<XML><!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;</a></XML>")
    made = InsiderStage(tmp_path / "r2k.sqlite3", sec.url)
    async with made.running() as engine:
        report = await insiders(engine)
        assert len(report.members) == 2 and report.coverage.last == LAST
        assert "document type" in report.coverage.faults[0] and "M02" in report.coverage.faults[0]
        assert "could not be read and will be tried again" in (await status(engine))[1]
        for _ in range(4):
            made.clock.now += 4 * 3600.0 + 1
            await polled_again(engine)
        assert asked_filings(sec).count(path) == 3
        assert len((await insiders(engine)).coverage.faults) == 1


async def test_pages_in_place_of_filings_end_the_round_and_blame_no_filing(sec: SecServer, tmp_path: Path) -> None:
    paths = [put(sec, LAST, 1002, 40 + at, b"<html><title>Moved</title></html>") for at in range(3)]
    sec.put_day(LAST)
    sec._days[LAST].reverse()
    sec.put_day(LAST)
    made = InsiderStage(tmp_path / "r2k.sqlite3", sec.url, days=1)
    async with made.running() as engine:
        report = await insiders(engine)
        assert "page instead of data: “Moved”" in report.trouble
        assert report.coverage.faults == () and set(paths) <= set(sec.asked)


async def test_a_new_member_has_its_earlier_filings_fetched(sec: SecServer, tmp_path: Path) -> None:
    sec.put_companies(*(pair for pair in COMPANIES if pair[1] != "M01"))
    made = InsiderStage(tmp_path / "r2k.sqlite3", sec.url)
    async with made.running() as engine:
        report = await insiders(engine)
        assert [row.symbol for row in report.members] == ["M00"]
        assert report.coverage.unmatched == ("M01",)
    sec.put_companies(*COMPANIES)
    sec.asked.clear()
    made.clock.now += 8 * 86400.0
    for day in ("2025-09-18", "2025-09-19", "2025-09-22", "2025-09-23", "2025-09-24", "2025-09-25"):
        sec.put_day(day)
    made.config = InsiderStage(None, sec.url, days=11).config
    async with made.running() as engine:
        assert {row.symbol for row in (await insiders(engine)).members} == {"M00", "M01"}
    assert asked_filings(sec) == ["/Archives/edgar/data/1001/0000000001-25-000010.txt"]


async def test_without_the_list_of_companies_there_is_nothing(sec: SecServer, tmp_path: Path) -> None:
    sec.forget("/files/company_tickers.json")
    async with InsiderStage(tmp_path / "r2k.sqlite3", sec.url).running() as engine:
        report = await insiders(engine)
        assert "nothing at this address (404)" in report.trouble and report.coverage.last is None


async def test_a_service_that_hangs_is_given_up_and_loses_nothing(sec: SecServer, tmp_path: Path) -> None:
    sec.answer(index_path(MIDDLE), hang=True)
    async with InsiderStage(tmp_path / "r2k.sqlite3", sec.url, deadline_s=0.5).running() as engine:
        report = await insiders(engine)
        assert "did not answer within 0.5 s" in report.trouble
        assert report.coverage.last == LAST and report.members


async def test_columns_of_a_screen(sec: SecServer, tmp_path: Path) -> None:
    made = InsiderStage(tmp_path / "r2k.sqlite3", sec.url, days=30)
    for day in range(1, 32):
        if f"2025-08-{day:02d}" >= "2025-08-19":
            sec.put_day(f"2025-08-{day:02d}")
    for day in range(1, 13):
        sec.put_day(f"2025-09-{day:02d}")
    async with made.running() as engine:
        await insiders(engine)
        for expression, count in (
            ("insider_cluster", 1),
            ("not insider_cluster", 29),
            ("insider_buyers_30d > 0", 2),
            ("insider_dollars_30d > 5000", 1),
        ):
            reply = await engine.ask(GetScreen(expression, settled=False), "test")
            assert isinstance(reply, ScreenReply) and len(reply.screen) == count, (expression, reply)
        missing = await engine.ask(GetScreen("insider_dollars_30d > 0"), "test")
        assert isinstance(missing, ScreenReply) and missing.screen.missing[0].members == 1, "M01 bought at no price"
        service = await service_of(engine)
        symbols = tuple(f"M{n:02d}" for n in range(30))
        assert service.columns(symbols) is service.columns(symbols), "computed once"


async def test_a_cluster_fires_the_alert_of_its_screen(
    sec: SecServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluation_loop, "_COMPUTE_S", 0.0)
    rule = RuleSettings(field="screen.clustered", op="enters", name="cluster")
    screens = (ScreenSettings("clustered", "insider_cluster"),)
    made = InsiderStage(tmp_path / "r2k.sqlite3", sec.url, rule, screens=screens)
    third = "/Archives/edgar/data/1000/0000000001-25-000003.txt"
    sec.answer(third, b"", 503)

    async def alerts() -> AlertsReply:
        made.clock.now += 1.0
        made.source.set_price("IWM", 100.0, time=made.clock.now, received_at=made.clock.now)
        await engine.ask(Refresh(), "test")
        reply = await engine.ask(GetAlerts(), "test")
        assert isinstance(reply, AlertsReply)
        return reply

    async with made.running() as engine, asyncio.timeout(20):
        assert "503" in (await insiders(engine)).trouble
        while not any(view.looked_at for view in (await alerts()).rules):  # noqa: ASYNC110  (nothing tells of a look)
            await asyncio.sleep(0.01)
        assert (await alerts()).log == ()
        body = statement(1000, (owner(9003),), (trade("2025-09-12", "100", "30"),), symbol="M00")
        sec.answer(third, body)
        while not (found := (await alerts()).log):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        assert found[0].text == "M00 enters the screen clustered"
