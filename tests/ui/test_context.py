"""What a terminal looks at first."""

from __future__ import annotations

from typing import Any, cast

from r2k_tui.config.sections.display import Display
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.ui.context import AppContext, AppSettings
from r2k_tui.ui.mirror.mirror import Mirror
from tests.cases import cases


@cases(("fund", "first"), [("IWM", "IWM"), ("QQQ", "QQQ"), ("IJR", "^NDX")])
def test_the_fund_of_the_market_is_looked_at_first(fund: str, first: str) -> None:
    market = MarketSettings(small_fund=fund)
    settings = AppSettings(Display(), Watchlist(("^NDX", "IWM", "QQQ")), market=market)
    context = AppContext(Mirror(SourceFacts("x"), "^NDX", lambda: 0.0), cast(Any, None), settings)
    assert context.symbol == first
