"""Which list of holdings counts, and that a bad one never takes the place of a good one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.providers.sec import SecSettings
from r2k_tui.config.sections.universe import UniverseSettings
from r2k_tui.engine.universe.holdings import Listing
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.sources.base import AuthFailed, NotFound, Unavailable
from r2k_tui.sources.holdings.errors import (
    HoldingsError,
    ListTruncated,
    NotAList,
    OtherDay,
    TickersTwice,
    WeightsOff,
)
from r2k_tui.store.store import Store
from r2k_tui.store.universe import UniverseStore
from tests.fakes.invented_holdings import export, holdings, row, rows, whole
from tests.fakes.ishares_server import IsharesServer
from tests.fakes.scripted_source import ScriptedSource
from tests.fakes.sec_server import SecServer, nport

NOW = 1_758_211_200.0
DAY_S = 86400.0
NO_SEC = SecSettings()


@pytest.fixture
def fund() -> Iterator[IsharesServer]:
    with IsharesServer() as made:
        made.put("IWM", whole())
        yield made


class Listed:
    """A listing with a store and a clock of its own."""

    def __init__(
        self,
        path: Path,
        fund: IsharesServer | None = None,
        *,
        sec: SecSettings = NO_SEC,
        day: date | None = None,
        fetches: bool = True,
    ) -> None:
        self.now, self.shelf, self.got = NOW, UniverseStore(Store(path, "x")), list[FundHoldings]()
        settings = UniverseSettings()
        if fund is not None:
            settings = UniverseSettings(endpoint=fund.url, holdings=fund.addresses)
        config = Config(universe=settings, sec=sec)
        on = (lambda: day) if day is not None else None
        self.listing = Listing(ScriptedSource(), config, self.shelf, lambda: self.now, on, fetches)

    async def newest(self) -> FundHoldings:
        self.got.clear()
        await self.listing.newest("IWM", self.got.append)
        return self.got[-1]


async def test_it_is_fetched_once_a_day(tmp_path: Path, fund: IsharesServer) -> None:
    listed = Listed(tmp_path / "s", fund)
    assert (await listed.newest()).as_of == "2025-09-17"
    listed.now += 3600
    assert len((await listed.newest()).rows) == 1937
    assert len(fund.asked) == 1
    listed.now += DAY_S
    await listed.newest()
    assert len(fund.asked) == 2
    again = Listed(tmp_path / "s", fund)
    again.now = listed.now + 3600
    assert (await again.newest()).origin == "iShares"
    assert len(fund.asked) == 2, "nor after a restart"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"<html>later</html>", NotAList),
        (export()[:3000], ListTruncated),
        (export([row(f"S{i:03d}", f"C {i}", 2.0) for i in range(40)]), WeightsOff),
        (export([*rows(), row("S001", "COMPANY 1 INC", 0.0)]), TickersTwice),
        (b"\x01\x02garbage" * 1_000_000, HoldingsError),
    ],
)
async def test_the_last_good_list_stays(
    tmp_path: Path, fund: IsharesServer, body: bytes, error: type[HoldingsError]
) -> None:
    listed = Listed(tmp_path / "s", fund)
    good = await listed.newest()
    listed.now += DAY_S
    fund.put("IWM", body)
    with pytest.raises(error):
        await listed.newest()
    assert listed.got == [good], "what is known is handed on before the new one is asked for"
    assert listed.shelf.holdings("IWM") == good
    with pytest.raises(error):
        await listed.newest()
    assert len(fund.asked) == 2, "a fund that gives nonsense is left alone for a while"
    listed.now += 61
    with pytest.raises(error):
        await listed.newest()
    assert len(fund.asked) == 3
    listed.now += 61
    with pytest.raises(error):
        await listed.newest()
    assert len(fund.asked) == 3, "the wait doubles"
    listed.now += 60
    fund.put("IWM", whole())
    assert (await listed.newest()).retrieved_at == listed.now


async def test_what_was_imported_counts_where_nothing_is_fetched(tmp_path: Path) -> None:
    listed = Listed(tmp_path / "s", fetches=False)
    with pytest.raises(NotFound, match="r2k universe import"):
        await listed.newest()
    mine = holdings(["A"], "2025-09-01")
    listed.shelf.save_holdings(mine)
    assert await listed.newest() == mine


async def test_a_fetched_list_older_than_the_imported_one_does_not_count(tmp_path: Path, fund: IsharesServer) -> None:
    listed = Listed(tmp_path / "s", fund)
    mine = holdings(["A"], "2025-09-18")
    listed.shelf.save_holdings(mine)
    assert await listed.newest() == mine
    assert len(fund.asked) == 1


SERIES = "S000004344"


@pytest.fixture
def sec() -> Iterator[SecServer]:
    with SecServer() as made:
        made.put(SERIES, "0001752724-25-000001", "2025-05-29", nport(SERIES, "2025-03-31"))
        made.put(SERIES, "0001752724-25-000002", "2025-08-28", nport(SERIES, "2025-06-30"))
        yield made


def contact(sec: SecServer) -> SecSettings:
    return SecSettings("joe@example.org", sec.url, 5.0)


async def test_without_ishares_the_sec_has_a_list_and_it_is_told_how_old(
    tmp_path: Path, fund: IsharesServer, sec: SecServer
) -> None:
    fund.newest("IWM", status=403)
    listed = Listed(tmp_path / "s", fund, sec=contact(sec))
    with pytest.raises(AuthFailed) as caught:
        await listed.newest()
    assert str(caught.value) == (
        "iShares denies access (403); in use: the list of 2025-06-30 by SEC N-PORT, 80 days old, 1,930 members without"
        " a ticker: Company 0 Inc., Company 1 Inc., Company 2 Inc. and 1,927 more"
    )
    assert [found.as_of for found in listed.got] == ["2025-06-30"]
    listed.now += 3600
    with pytest.raises(AuthFailed):
        await listed.newest()
    assert len(sec.asked) == 3, "the SEC is asked once a day"
    listed.now += 3600
    fund.put("IWM", whole())
    assert (await listed.newest()).origin == "iShares", "it is not kept waiting by the list of the SEC"


async def test_a_kept_list_is_better_than_a_filing_and_gives_it_its_tickers(
    tmp_path: Path, fund: IsharesServer, sec: SecServer
) -> None:
    listed = Listed(tmp_path / "s", fund, sec=contact(sec))
    await listed.newest()
    fund.newest("IWM", status=503)
    listed.now += DAY_S
    with pytest.raises(Unavailable, match="in use: the list of 2025-09-17 by iShares, 2 days old"):
        await listed.newest()
    assert sec.asked == [], "a filing is always older than that"
    sec.put(SERIES, "0001752724-25-000003", "2025-11-26", nport(SERIES, "2025-09-30"))
    listed.now = NOW + 71 * DAY_S
    with pytest.raises(Unavailable, match=r"the list of 2025-09-30 by SEC N-PORT, 59 days old$"):
        await listed.newest()
    assert sum(1 for row in listed.got[-1].rows if row.symbol) == 1930


async def test_without_an_address_it_says_that_the_sec_is_off(tmp_path: Path, fund: IsharesServer) -> None:
    fund.newest("IWM", status=403)
    with pytest.raises(AuthFailed, match=r"iShares denies access \(403\); SEC N-PORT is off: \[sec\] contact is empty"):
        await Listed(tmp_path / "s", fund).newest()


async def test_a_past_day_has_the_list_of_that_day(tmp_path: Path, fund: IsharesServer, sec: SecServer) -> None:
    day = date(2025, 6, 30)
    fund.put_past("IWM", "20250630", whole(day="Jun 30, 2025"))
    listed = Listed(tmp_path / "s", fund, day=day, sec=contact(sec))
    assert (await listed.newest()).as_of == "2025-06-30"
    assert (await listed.newest()).as_of == "2025-06-30"
    assert len(fund.asked) == 1, "the list of a past day does not change"


async def test_a_past_day_never_has_a_later_list(tmp_path: Path, fund: IsharesServer, sec: SecServer) -> None:
    day = date(2025, 6, 30)
    fund.instead = whole()
    listed = Listed(tmp_path / "s", fund, day=day, sec=contact(sec))
    listed.shelf.save_holdings(holdings(["A"], "2025-09-01"))
    with pytest.raises(
        OtherDay, match="requested the list of IWM of 2025-06-30, got 2025-09-17; in use: the list of"
    ) as e:
        await listed.newest()
    assert "2025-03-31 by SEC N-PORT" in str(e.value), "the report of June was not public yet"
    assert [found.as_of for found in listed.got] == ["2025-09-01", "2025-03-31"]
    assert ("IWM", "2025-09-17") not in listed.shelf.lists()


async def test_a_list_older_than_the_one_in_use_is_kept_by_its_day_and_named(
    tmp_path: Path, fund: IsharesServer
) -> None:
    listed = Listed(tmp_path / "s", fund)
    good = await listed.newest()
    assert listed.listing.notice("IWM") == ""
    listed.now += DAY_S
    fund.put("IWM", whole(day="Sep 12, 2025"))
    assert await listed.newest() == good
    assert listed.listing.notice("IWM") == (
        "the list of IWM that iShares gives is of 2025-09-12, older than that of 2025-09-17, which stays in use"
    )
    assert listed.shelf.lists() == [("IWM", "2025-09-12"), ("IWM", "2025-09-17")]
    listed.now += DAY_S
    fund.put("IWM", whole(day="Sep 18, 2025"))
    assert (await listed.newest()).as_of == "2025-09-18"
    assert listed.listing.notice("IWM") == ""
