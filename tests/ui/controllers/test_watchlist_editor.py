"""Lists of symbols: changed by keys and saved."""

from __future__ import annotations

from r2k_tui.config.sections.watchlist import PortfolioSettings, Watchlist, WatchlistGroup
from r2k_tui.model.messages.subscription import Watch
from tests.ui.stage import on_stage, settled
from tests.ui.views.watchlist.screen import pressed, stage, symbols_on_screen, table_lines


class TestLists:
    async def test_left_and_right_go_round_the_lists(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            assert "Small caps · Rates · Empty · Portfolio" in table_lines(shown)[0]
            await pressed(shown, pilot, "l")
            assert symbols_on_screen(shown) == ["^VIX", "RTY=F"]
            assert "the list is empty" in await pressed(shown, pilot, "right")
            await pressed(shown, pilot, "h", "h", "left")
            assert symbols_on_screen(shown) == ["IWM", "RTY=F", "IWN"], "round to the last one"

    async def test_the_engine_is_told_of_a_list_when_it_is_first_looked_at(self) -> None:
        shown = stage(
            portfolio=PortfolioSettings(), watchlist=Watchlist(("IWM",), (WatchlistGroup("Rates", ("^VIX",)),))
        )
        async with on_stage(shown) as pilot:
            assert [request for request in shown.link.asked if isinstance(request, Watch)] == [Watch(("IWM",))]
            await pressed(shown, pilot, "l", "h")
        assert [request for request in shown.link.asked if isinstance(request, Watch)][1:] == [
            Watch(("^VIX", "IWM")),
            Watch(("IWM", "^VIX")),
        ]

    async def test_the_cursor_comes_back_to_where_it_was(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            await pressed(shown, pilot, "G", "k")
            assert shown.app.context.symbol == "IWN"
            await pressed(shown, pilot, "l")
            assert shown.app.context.symbol == "^VIX" and shown.app.dashboard.chart.wants[0] == "^VIX"
            await pressed(shown, pilot, "j", "h")
            assert shown.app.context.symbol == "IWN", "though both lists have the other one"
            await pressed(shown, pilot, "l")
            assert shown.app.context.symbol == "RTY=F"

    async def test_a_symbol_is_selected_in_the_list_that_has_it(self) -> None:
        shown = stage(Watchlist(("^RUT",), (WatchlistGroup("Funds", ("IWM",)),)), PortfolioSettings())
        async with on_stage(shown) as pilot:
            shown.app.dashboard.table.select("IWM")
            await settled(shown, pilot)
            assert symbols_on_screen(shown) == ["IWM"] and shown.app.context.symbol == "IWM"
            assert Watch(("IWM", "^RUT")) in shown.link.asked

    async def test_adding_and_removing_changes_the_list_that_is_shown(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            await pressed(shown, pilot, "l", "plus", *"qqq", "enter")
            await pressed(shown, pilot, "k", "minus")
        rates = [settings["watchlist", "groups"][0] for settings in shown.saved]  # type: ignore[index]
        assert rates == [
            {"name": "Rates", "symbols": ("^VIX", "QQQ", "RTY=F")},
            {"name": "Rates", "symbols": ("QQQ", "RTY=F")},
        ]
        assert [settings.keys() for settings in shown.saved] == [{("watchlist", "groups")}] * 2

    async def test_what_is_held_is_not_edited_here(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            await pressed(shown, pilot, "h", "minus")
            assert symbols_on_screen(shown) == ["IWM", "RTY=F", "IWN"]
            await pressed(shown, pilot, "plus", *"qqq", "enter")
            assert "choose another list to add symbols" in str(shown.app.screen.query_one("Static").render())  # type: ignore[attr-defined]
        assert shown.saved == []
