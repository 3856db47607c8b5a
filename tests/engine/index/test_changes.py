"""Which lists are compared, and what is said where they are not those that were asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.engine.index.changes import ListComparison, in_force
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.sources.base import NotFound
from tests.analytics.membership.lists import LARGE_AFTER, LARGE_BEFORE
from tests.engine.index.scene import AFTER, BEFORE, CONFIG, dated, on


def comparison(folder: Path, *kept: FundHoldings, until: str | None = None) -> ListComparison:
    return ListComparison(dated(folder, *kept, until=until), CONFIG)


async def test_the_lists_in_force_on_both_days(tmp_path: Path) -> None:
    found = await comparison(tmp_path, BEFORE, AFTER, LARGE_BEFORE, LARGE_AFTER).changes("2026-06-20", "2026-07-09")
    assert (found.first.as_of, found.last.as_of) == ("2026-06-01", "2026-07-01")
    assert found.reconstitutions == ("2026-06-26",)
    assert (found.other_first, found.other_last) == ("2026-06-01", "2026-07-01")
    assert found.days == ("2026-06-01", "2026-07-01")
    assert not any("LRG" in caveat for caveat in found.caveats)


async def test_without_days_the_last_list_before_the_newest_reconstitution(tmp_path: Path) -> None:
    kept = [on(day) for day in ("2026-01-05", "2026-06-25", "2026-06-26", "2026-06-29")]
    found = await comparison(tmp_path, *kept, on("2026-08-03", AFTER)).changes("", "")
    assert (found.first.as_of, found.last.as_of) == ("2026-06-26", "2026-08-03")
    late = await comparison(tmp_path / "late", on("2026-07-20"), on("2026-08-03", AFTER)).changes("", "")
    assert (late.first.as_of, late.reconstitutions) == ("2026-07-20", ())


async def test_a_day_before_every_list_takes_the_oldest_and_says_so(tmp_path: Path) -> None:
    found = await comparison(tmp_path, BEFORE, AFTER).changes("2020-01-02", "")
    assert found.first.as_of == "2026-06-01"
    assert "no list of 2020-01-02 or before is kept: the oldest, 2026-06-01, is compared" in found.caveats


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ((), "within 45 days before 2026-06-01 and 2026-07-01 is kept: moves between the funds are not known"),
        ((LARGE_AFTER,), "before 2026-06-01 is kept: moves from it are not known"),
    ],
)
async def test_missing_lists_of_the_other_fund_are_named(
    tmp_path: Path, others: tuple[FundHoldings, ...], words: str
) -> None:
    found = await comparison(tmp_path, BEFORE, AFTER, *others).changes("", "")
    assert any(words in caveat for caveat in found.caveats)


async def test_nothing_to_compare_is_an_error_that_names_what_is_kept(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no list of SML is kept; `r2k universe import FILE`"):
        await comparison(tmp_path).changes("", "")
    with pytest.raises(NotFound, match=r"only 2026-06-01 is kept"):
        await comparison(tmp_path, BEFORE).changes("", "")
    with pytest.raises(NotFound, match=r"kept are 2, from 2026-06-01 to 2026-07-01"):
        await comparison(tmp_path, AFTER).changes("2026-07-05", "2026-07-09")


def test_the_list_in_force() -> None:
    days = ("2026-01-05", "2026-06-25")
    assert [in_force(days, day) for day in ("2026-01-04", "2026-01-05", "2026-06-24", "2026-12-01")] == [
        *(days[0], days[0], days[0], days[1])
    ]
