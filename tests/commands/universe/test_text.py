"""`r2k universe` in words."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.commands.universe.text import print_universe
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.universe import Universe
from tests.fakes.still_market import NOW, snapshot
from tests.fakes.still_universe import universe


@pytest.fixture
def found() -> Universe:
    made = universe(now=NOW)
    blank = bytes(len(made.history.day))
    counts = dict.fromkeys(("advancers", "decliners", "new_highs", "new_lows"), blank)
    return msgspec.structs.replace(made, history=msgspec.structs.replace(made.history, **counts))


def printed(capsys: pytest.CaptureFixture[str], found: Universe | None, what: str, problems: int = 0) -> str:
    told = [Problem(f"S{n}", "missing", f"fault {n}") for n in range(problems)]
    print_universe(snapshot(), found, what, told)
    return capsys.readouterr().out


def test_each_look_has_its_own_tables(capsys: pytest.CaptureFixture[str], found: Universe) -> None:
    shown = {what: printed(capsys, found, what) for what in ("show", "movers", "breadth")}
    assert [("advancers" in t, "sector" in t, "adding most" in t, ">50d" in t) for t in shown.values()] == [
        *((True, True, True, False), (False, False, True, False)),
        (True, False, False, True),
    ]


def test_a_simulated_market_says_so_and_caveats_are_told(capsys: pytest.CaptureFixture[str], found: Universe) -> None:
    shown = printed(capsys, found, "show")
    assert shown.startswith("demo  SIMULATED")
    assert all(f"* {caveat}" in shown for caveat in found.summary.caveats)


def test_a_price_that_is_missing_is_a_dash(capsys: pytest.CaptureFixture[str], found: Universe) -> None:
    breadth = msgspec.structs.replace(found.summary.breadth, new_highs_52w=None)
    bare = msgspec.structs.replace(found, summary=msgspec.structs.replace(found.summary, breadth=breadth))
    assert "new 52-week highs –" in printed(capsys, bare, "show").replace("—", "–")


def test_many_problems_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    shown = printed(capsys, None, "show", 15)
    assert shown.count("! S") == 12
    assert "! and 3 more; --json lists them" in shown
