"""What is held, on the screen."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings, Watchlist
from r2k_tui.model.market.dividends import Dividend, DividendRecord
from r2k_tui.model.messages.bars import DividendsReply, GetDividends, GetRangeStarts
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import Watch
from tests.fakes.still_market import NOW, StillLink, quote, snapshot
from tests.ui.stage import Stage, on_stage, settled
from tests.ui.views.watchlist.screen import HELD, WATCHLIST, pressed, stage, table_lines


class TestPortfolio:
    async def test_positions_and_sums(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            text = await pressed(shown, pilot, "h")
        row = next(line for line in text.splitlines() if "▸IWM" in line)
        assert [*row.split()[1:]] == ["318.42", "100", "210.50", "31,842.00", "▲+402.00", "▲+10,792", "●", "│"]
        # 318.42 x 100 - 3214.90 x 2 + 1000 of cash; 402.00 - 87.40; 10,792.00 + 170.20.
        assert "Portfolio 26,412" in text and "day ▲+314.60 +0.83%" in text and "price only ▲+10,962 +39.65%" in text
        assert "IWN     5 shares: demo does not know IWN" in text and "not counted: IWN has no quote" in text

    async def test_the_range_of_the_chart_is_asked_for_and_shown(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            assert not any(isinstance(request, GetRangeStarts) for request in shown.link.asked), "a day needs no start"
            text = await pressed(shown, pilot, "h", "left_square_bracket")
            assert GetRangeStarts(("IWM", "RTY=F", "IWN"), "MAX") in shown.link.asked
        # A tenth of each level, of the short one against it.
        assert "MAX ▲+2,541 +7.38%" in text

    @pytest.mark.parametrize("size", [(120, 40), (200, 60)])
    async def test_one_line_of_it_stands_under_every_list(self, size: tuple[int, int]) -> None:
        shown = stage()
        async with on_stage(shown, size):
            text = "\n".join(table_lines(shown))
        assert "Portfolio 26,412  day ▲+314.60" in text and "price only ▲+10,962" in text

    async def test_without_holdings_there_is_no_such_list(self) -> None:
        shown = stage(portfolio=PortfolioSettings(5000.0))
        async with on_stage(shown):
            assert "Portfolio" not in shown.screen_text()

    async def test_new_holdings_of_the_file_are_shown(self) -> None:
        shown = stage(portfolio=PortfolioSettings())
        async with on_stage(shown) as pilot:
            shown.app._watchlist.apply(WATCHLIST, HELD)
            await settled(shown, pilot)
            assert "Portfolio 26,412" in shown.screen_text()
            assert any(isinstance(request, Watch) and "IWN" in request.symbols for request in shown.link.asked)

    async def test_another_currency_is_named_on_the_screen(self) -> None:
        yen = msgspec.structs.replace(quote("^VIX"), symbol="7203.T", currency="JPY")
        link = StillLink(snapshot(quotes=(*snapshot().quotes, yen)))
        held = PortfolioSettings(0.0, (Holding("7203.T", 100, 12.0), Holding("IWM", 1, 300.0)))
        shown = Stage(link, watchlist=Watchlist(("7203.T", "IWM")), portfolio=held)
        async with on_stage(shown, (80, 24)) as pilot:
            assert "JPY" in "\n".join(table_lines(shown))
            text = await pressed(shown, pilot, "h")
        assert "7203.T is in JPY" in text and "Portfolio 318.42" in text

    @pytest.mark.parametrize("size", [(80, 24), (120, 40)])
    async def test_a_converted_holding_on_the_screen(self, size: tuple[int, int]) -> None:
        pence = msgspec.structs.replace(quote("^VIX", 91.51), symbol="VOD.L", previous_close=90.0, currency="GBp")
        pounds = msgspec.structs.replace(quote("^VIX", 1.3226), symbol="GBPUSD=X", previous_close=1.32, currency="USD")
        link = StillLink(snapshot(quotes=(*snapshot().quotes, pence, pounds)))
        held = PortfolioSettings(0.0, (Holding("VOD.L", 1000, 80.0), Holding("IWM", 1, 300.0)))
        shown = Stage(link, watchlist=Watchlist(("IWM",)), portfolio=held)
        async with on_stage(shown, size) as pilot:
            assert "GBPUSD=X" not in "\n".join(table_lines(shown)), "a rate is on no list"
            text = await pressed(shown, pilot, "h")
        row = next(line for line in text.splitlines() if "VOD.L" in line)
        assert "1,210.31" in row and "▲+19.97" in row and "▲+152.23" in row
        # 1,210.31 and 318.42.
        assert "Portfolio 1,529 USD" in text and "Value USD" in text
        assert "rates: GBPUSD=X 1.3226 (<10s)" in text

    async def test_the_sums_follow_the_rate_alone(self) -> None:
        pence = msgspec.structs.replace(quote("^VIX", 91.51), symbol="VOD.L", currency="GBp")
        pounds = msgspec.structs.replace(quote("^VIX", 1.3226), symbol="GBPUSD=X", currency="USD")
        link = StillLink(snapshot(quotes=(*snapshot().quotes, pence, pounds)))
        shown = Stage(link, portfolio=PortfolioSettings(0.0, (Holding("VOD.L", 1000, 80.0),)))
        async with on_stage(shown, (120, 40)) as pilot:
            assert "Portfolio 1,210 USD" in "\n".join(table_lines(shown))
            link.say(quotes=(msgspec.structs.replace(pounds, price=1.5, time=NOW - 1, received_at=NOW - 1),))
            await settled(shown, pilot)
            # 915.10 x 1.5.
            assert "Portfolio 1,373 USD" in "\n".join(table_lines(shown))

    async def test_a_rate_that_no_longer_moves_is_named(self) -> None:
        pence = msgspec.structs.replace(quote("^VIX", 91.51), symbol="VOD.L", currency="GBp")
        day = 86400.0
        pounds = msgspec.structs.replace(
            quote("^VIX", 1.3226, time=NOW - 2 * day), symbol="GBPUSD=X", currency="USD", received_at=NOW - 2 * day
        )
        link = StillLink(snapshot(quotes=(*snapshot().quotes, pence, pounds)))
        shown = Stage(link, portfolio=PortfolioSettings(0.0, (Holding("VOD.L", 1000, 80.0),)))
        async with on_stage(shown, (120, 40)):
            assert "Portfolio 1,210 USD rate STALE" in "\n".join(table_lines(shown))

    async def test_the_engine_is_told_the_rates_as_soon_as_a_quote_names_its_currency(self) -> None:
        shown = stage(portfolio=PortfolioSettings(0.0, (Holding("ABC", 1, 1.0),)))
        async with on_stage(shown) as pilot:
            assert all(not request.rates for request in shown.link.asked if isinstance(request, Watch))
            franc = msgspec.structs.replace(quote("^VIX"), symbol="ABC", currency="CHF")
            shown.link.say(quotes=(franc,))
            await settled(shown, pilot)
            told = [request.rates for request in shown.link.asked if isinstance(request, Watch)]
        assert told[-1] == ("CHF=X",) and told.count(("CHF=X",)) == 1


class TestDividends:
    async def test_they_are_asked_for_with_the_list_and_again_after_a_failure(self) -> None:
        link = StillLink()
        link.answers[GetDividends] = Failure("unavailable", "no engine")
        shown = Stage(link, watchlist=WATCHLIST, portfolio=HELD)
        async with on_stage(shown) as pilot:
            assert not any(isinstance(request, GetDividends) for request in link.asked), "nobody looks at the portfolio"
            assert "no dividends" in await pressed(shown, pilot, "h")
            link.answers[GetDividends] = DividendsReply((DividendRecord("IWM", (Dividend("2030-05-01", 0.5),)),))
            asked = shown.app.dashboard.holdings._asked_at
            asked |= {symbol: time - 60.0 for symbol, time in asked.items()}  # a minute later
            text = await pressed(shown, pilot, "l", "h")
        words = " ".join(text.replace("│", " ").split())
        assert "income +50.00; price only: RTY=F" in words and "total ▲+11,012" in words
