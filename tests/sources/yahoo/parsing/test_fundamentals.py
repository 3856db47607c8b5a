"""What Yahoo says of a fund as a whole: the real client against the fake server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.sources.base import FundFactsSource, SourceError
from r2k_tui.sources.yahoo.parsing.fundamentals import fundamentals
from r2k_tui.sources.yahoo.source import YahooSource
from tests.cases import cases
from tests.fakes.yahoo_server import FakeYahoo, Fault
from tests.sources.yahoo.parsing.batches import NO_NUMBER

NOW = 1_790_000_000.0


@pytest.fixture
def yahoo() -> Iterator[FakeYahoo]:
    with FakeYahoo(["IWM"], now=NOW) as server:
        server.funds |= {"IWM": {"raw": 0.0561}, "IWB": 27.1, "AGG": {}}
        yield server


@pytest.fixture
async def source(yahoo: FakeYahoo, tmp_path: Path) -> AsyncIterator[YahooSource]:
    from r2k_tui.sources.yahoo import client

    assert client.YahooClient, "loaded before a deadline runs"
    subject = YahooSource(YahooSettings(endpoint=yahoo.url, deadline_s=2.0), tmp_path, clock=lambda: NOW)
    yield subject
    await subject.close()


async def test_the_field_as_it_comes(source: YahooSource) -> None:
    assert isinstance(source, FundFactsSource)
    assert await source.fund_price_earnings("IWM") == 0.0561
    assert await source.fund_price_earnings("IWB") == 27.1
    assert await source.fund_price_earnings("AGG") is None


@pytest.mark.parametrize("fault", [Fault(status=500), Fault(status=429), Fault(body=b"<html>no</html>")])
async def test_what_goes_wrong_is_typed(source: YahooSource, yahoo: FakeYahoo, fault: Fault) -> None:
    yahoo.fail("/v10/finance/quoteSummary/", fault)
    with pytest.raises(SourceError):
        await source.fund_price_earnings("IWM")


async def test_what_is_no_fund(source: YahooSource) -> None:
    with pytest.raises(SourceError):
        await source.fund_price_earnings("NOPE")


def earnings(**fields: Any) -> tuple[object, ...]:
    found = fundamentals("AAA", {"quoteType": "EQUITY", **fields}, 5.0)
    assert found is not None
    return (found.earnings_at, found.earnings_start, found.earnings_end, found.earnings_estimate)


def test_days_of_earnings() -> None:
    wire = {
        "earningsTimestamp": 1796158800,
        "earningsTimestampStart": "1796158800",
        "earningsTimestampEnd": 1796158801.0,
    }
    assert earnings(**wire, isEarningsDateEstimate=False) == (1796158800.0, 1796158800.0, 1796158801.0, False)
    assert earnings(earningsTimestamp={"raw": 1796158800, "fmt": "x"}, isEarningsDateEstimate=True) == (
        *(1796158800.0, None),
        *(None, True),
    )
    assert earnings() == (None, None, None, None)


@cases("value", [*NO_NUMBER, 0, -5, 1796158800000, 10**11, "2026-12-02", 86400])
def test_what_is_no_time_of_a_report_is_absent(value: Any) -> None:
    assert earnings(earningsTimestamp=value, earningsTimestampStart=value) == (None, None, None, None)


@cases("value", [None, 1, 0, "true", "", {}, []])
def test_whether_it_is_an_estimate_is_yes_or_no_or_not_said(value: Any) -> None:
    assert earnings(isEarningsDateEstimate=value)[-1] is None


def test_the_float_is_known_only_where_the_quote_has_it() -> None:
    with_float = fundamentals("ABC", {"quoteType": "EQUITY", "sharesOutstanding": 10, "floatShares": 8}, 1.0)
    assert with_float is not None and (with_float.shares, with_float.float_shares) == (10.0, 8.0)
    for value in (None, 0, -3, "many"):
        without = fundamentals("ABC", {"quoteType": "EQUITY", "sharesOutstanding": 10, "floatShares": value}, 1.0)
        assert without is not None and without.float_shares is None
