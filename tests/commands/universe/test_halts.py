"""`r2k universe halts`: of the simulated market, from the feed, and where there is none."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.commands.universe.halts import data_of, halts_text, problems_of
from r2k_tui.model.halts.halt import MARKET, Halt
from r2k_tui.model.halts.listing import HaltList, ListedHalt
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import HaltsReply
from tests.commands.conftest import R2K
from tests.fakes.still_halts import still_halts
from tests.fakes.still_market import NOW

ROW = {
    *("symbol", "name", "market", "since", "code", "words", "market_wide", "resumption_quotes", "resumption_trades"),
    *("threshold_price", "missing_since", "over_at", "over_by", "member", "watchlist", "doubt"),
}


def test_the_demo_has_some(r2k: R2K) -> None:
    done = r2k("universe", "halts", "--demo", "--json")
    data = done.report["data"]
    assert (done.status, done.report["simulated"], done.report["problems"]) == (0, True, [])
    assert data["provider"] == "demo" and data["members_halted"] == len(data["halted"]) >= 1
    assert all(set(row) == ROW and row["member"] and not row["watchlist"] for row in data["halted"])
    shown = r2k("universe", "halts", "--demo")
    assert shown.out.startswith("trading halts by demo  SIMULATED, read at ")
    assert data["halted"][0]["symbol"] in shown.out and all(len(line) <= 80 for line in shown.out.splitlines())


def test_closes_have_none(r2k: R2K, folder: Path) -> None:
    done = r2k("universe", "halts", "--json", "--source", "csv", "--data", folder)
    assert (done.status, done.report["data"]) == (3, None)
    assert "the csv source has none" in done.report["problems"][0]["message"]


def test_a_past_day_is_not_told_with_those_of_today(r2k: R2K) -> None:
    done = r2k("universe", "halts", "--demo", "--as-of", "2025-09-18", "--json")
    assert (done.status, done.report["data"]) == (3, None)
    assert "trading halts are not known for 2025-09-18" in done.report["problems"][0]["message"]


def test_json_of_every_kind_of_row() -> None:
    data = data_of(still_halts(NOW))
    by_symbol = {row["symbol"]: row for row in (*data["halted"], *data["over"])}
    assert (by_symbol["M0001"]["member"], by_symbol["M0001"]["watchlist"]) == (True, False)
    assert (by_symbol["IWM"]["member"], by_symbol["IWM"]["watchlist"]) == (False, True)
    assert by_symbol["IWM"]["doubt"].startswith("not in the feed since") and by_symbol["IWM"]["missing_since"]
    assert by_symbol["WXYZ"]["words"] == "SEC trading suspension" and by_symbol["WXYZ"]["over_at"] is None
    assert by_symbol["M0002"]["over_at"] == by_symbol["M0002"]["resumption_trades"]
    assert data["market_wide"] is None


def test_without_a_list_of_members_nobody_is_said_to_be_none() -> None:
    found = HaltList((ListedHalt(Halt("ABCD", NOW, "T1")),), source="nasdaq_trader", read_at=NOW, at=NOW)
    data = data_of(found)
    assert data["members_halted"] is None is data["halted"][0]["member"]
    assert [problem.kind for problem in problems_of(HaltsReply(found))] == ["missing"]


def test_a_halt_of_the_market_leads_the_text() -> None:
    found = HaltList(market_wide=Halt(MARKET, NOW - 60, "MWC1"), read_at=NOW, source="nasdaq_trader", at=NOW)
    assert halts_text(found)[1].startswith("ALL US STOCKS HALTED since ")
    wide = data_of(found)["market_wide"]
    assert (wide["code"], wide["market_wide"]) == ("MWC1", True)


def test_problems_name_the_feed_and_each_halt_in_doubt() -> None:
    assert [problem.kind for problem in problems_of(HaltsReply(still_halts(NOW)))] == ["in_doubt"]
    assert problems_of(Failure("unavailable", "no source"))[0].message == "no source"
