"""The table of quotes under the keys: lists, order, filter, columns, and what is held."""

from __future__ import annotations

from datetime import date
from random import Random

import msgspec
import pytest
from textual.pilot import Pilot

from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings, Watchlist, WatchlistGroup
from r2k_tui.model.messages.request import GetRangeStarts, Watch
from r2k_tui.ui.views.watchlist import table as quote_table
from tests.fakes.still_market import NOW, SYMBOLS, StillLink, quote, snapshot
from tests.ui.stage import Stage, on_stage, settled

WATCHLIST = Watchlist(SYMBOLS, (WatchlistGroup("Rates", ("^VIX", "RTY=F")), WatchlistGroup("Empty", ())))
HELD = PortfolioSettings(
    1000.0, (Holding("IWM", 100, 210.5, date(2030, 4, 8)), Holding("RTY=F", -2, 3300.0), Holding("IWN", 5, 10.0))
)


def stage(watchlist: Watchlist = WATCHLIST, portfolio: PortfolioSettings = HELD) -> Stage:
    return Stage(watchlist=watchlist, portfolio=portfolio)


def table_lines(stage: Stage) -> list[str]:
    table = stage.app.dashboard.table
    return [table.render_line(y).text for y in range(table.size.height)]


def symbols_on_screen(stage: Stage) -> list[str]:
    words = [line[2:].split(" ")[0] for line in table_lines(stage)[2:]]
    return [word for word in words if word in stage.app.dashboard.table.symbols]


async def pressed(stage: Stage, pilot: Pilot[None], *keys: str) -> str:
    await pilot.press(*keys)
    await settled(stage, pilot)
    return "\n".join(table_lines(stage))


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


class TestOrder:
    async def test_s_goes_through_the_columns_of_the_screen_and_back(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            columns = ["symbol", "last", "change", "percent", "spark", "volume", "relative_volume", "age", "none"]
            for column in columns:
                await pressed(shown, pilot, "s")
                assert shown.app.context.lists.sort == column
            assert symbols_on_screen(shown) == list(SYMBOLS)

    async def test_numbers_begin_with_the_largest_and_words_with_the_first(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            assert "Symbol▲" in await pressed(shown, pilot, "s")
            assert symbols_on_screen(shown) == ["IWM", "IWN", "RTY=F", "^RUT", "^VIX"]
            assert "Last▼" in await pressed(shown, pilot, "s")
            assert symbols_on_screen(shown) == ["RTY=F", "^RUT", "IWM", "^VIX", "IWN"], "without a quote: last"
            assert "Last▲" in await pressed(shown, pilot, "S")
            assert symbols_on_screen(shown) == ["^VIX", "IWM", "^RUT", "RTY=F", "IWN"], "last again"

    async def test_the_cursor_stays_on_its_symbol(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            for _ in range(10):
                text = await pressed(shown, pilot, "s", "S")
                assert "▸IWM" in text and shown.app.context.symbol == "IWM"

    async def test_a_tick_moves_no_row_before_its_time(self) -> None:
        shown, now = stage(), [NOW]
        shown.mirror.wall = lambda: now[0]
        async with on_stage(shown) as pilot:
            await pressed(shown, pilot, "s", "s")
            shown.link.say(quotes=(quote("IWM", 9999.0, time=NOW - 1),))
            await settled(shown, pilot)
            assert symbols_on_screen(shown)[0] == "RTY=F" and "9,999.00" in shown.screen_text()
            now[0] += 5.0
            shown.app.view.paint_ages()
            await settled(shown, pilot)
            assert symbols_on_screen(shown)[0] == "IWM"

    async def test_a_click_on_a_heading_sorts_and_on_a_row_selects(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            await pilot.click("#quotes", offset=(12, 1))
            assert (shown.app.context.lists.sort, shown.app.context.lists.descending) == ("last", True)
            await pilot.click("#quotes", offset=(12, 1))
            assert (shown.app.context.lists.sort, shown.app.context.lists.descending) == ("last", False)
            await pilot.click("#quotes", offset=(30, 2))
            assert shown.app.context.symbol == "^VIX"
            await pilot.click("#quotes", offset=(30, 20))
            assert shown.app.context.symbol == "^VIX", "there is no row"


class TestFilter:
    async def test_the_rows_follow_the_words_and_the_frame_counts_them(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            await pressed(shown, pilot, "f", "r", "t")
            assert symbols_on_screen(shown) == ["RTY=F"]
            text = await pressed(shown, pilot, "enter")
            assert "1 of 5, filter: rt" in text and "▸RTY=F" in text
            text = await pressed(shown, pilot, "escape")
            assert symbols_on_screen(shown) == list(SYMBOLS) and "filter" not in text

    async def test_names_are_searched_too(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            await pressed(shown, pilot, "f", *"INVENTED", "enter")
            assert symbols_on_screen(shown) == ["^RUT", "IWM", "RTY=F", "^VIX"]

    async def test_escape_leaves_everything_as_it_was(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            await pressed(shown, pilot, "f", *"zzz")
            assert "no row matches" in "\n".join(table_lines(shown))
            await pressed(shown, pilot, "escape")
            assert symbols_on_screen(shown) == list(SYMBOLS) and shown.app.context.symbol == "IWM"

    async def test_a_row_that_is_filtered_out_is_not_removed(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            shown.app.dashboard.table.filter("VIX")
            assert shown.app.context.symbol == "IWM"
            await pressed(shown, pilot, "minus")
            assert shown.app.context.lists.shown.symbols == SYMBOLS and shown.saved == []

    async def test_going_to_a_symbol_shows_it(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            await pressed(shown, pilot, "f", *"vix", "enter")
            shown.app.dashboard.table.select("IWM")
            await settled(shown, pilot)
            assert "IWM" in symbols_on_screen(shown)

    async def test_escape_codes_in_the_words_are_text(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            await pilot.press("f")
            shown.app.screen.query_one("Input").value = "\x1b[2J[/]" + "x" * 90  # type: ignore[attr-defined]
            text = await pressed(shown, pilot, "enter")
        assert "\x1b" not in text and "0 of 5, filter: [2J[/]xx" in text
        assert all(len(line) == len(text.splitlines()[0]) for line in text.splitlines())


class TestColumns:
    async def test_a_column_is_chosen_and_moved(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            await pressed(shown, pilot, "C", "space")
            assert "Last" not in table_lines(shown)[1]
            await pressed(shown, pilot, "space", "J", "escape")
            assert table_lines(shown)[1].split()[:4] == ["│", "Symbol", "Chg", "Last"]
            await pressed(shown, pilot, "w")
        expected = ("symbol", "change", "last", "percent", "spark", "volume", "relative_volume", "age")
        assert shown.saved == [{("watchlist", "columns"): expected}]

    async def test_as_many_as_fit_again(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            before = table_lines(shown)[1]
            await pressed(shown, pilot, "C", "space", "a")
            assert table_lines(shown)[1] == before and shown.app.context.lists.changes() == {}

    async def test_columns_without_room_are_counted(self) -> None:
        chosen = msgspec.structs.replace(
            WATCHLIST, columns=("symbol", "last", "name", "bid", "ask", "open", "extended")
        )
        shown = stage(chosen)
        async with on_stage(shown, (80, 24)):
            text = "\n".join(table_lines(shown))
        assert "4 columns do not fit" in text and "IWM invented" in text

    async def test_every_column_can_be_had_at_once(self) -> None:
        shown = stage()
        async with on_stage(shown, (200, 60)) as pilot:
            await pilot.press("C")
            for _ in range(25):
                await pilot.press("space", "j")
            await pressed(shown, pilot, "q")
            assert shown.app.is_running


class TestPortfolio:
    async def test_positions_and_sums(self) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            text = await pressed(shown, pilot, "h")
        row = next(line for line in text.splitlines() if "▸IWM" in line)
        assert [*row.split()[1:]] == ["318.42", "100", "210.50", "31,842.00", "▲+402.00", "▲+10,792", "●", "│"]
        # 318.42 x 100 - 3214.90 x 2 + 1000 of cash; 402.00 - 87.40; 10,792.00 + 170.20.
        assert "Portfolio 26,412" in text and "day ▲+314.60 +0.83%" in text and "total ▲+10,962 +39.65%" in text
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
        assert "Portfolio 26,412  day ▲+314.60" in text and "total ▲+10,962" in text

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


@pytest.mark.parametrize("seed", range(4))
async def test_the_cursor_is_never_lost_whatever_the_hands_do(seed: int) -> None:
    shown, chance = stage(), Random(seed)
    hands = [("move", 1), ("move", -1), ("move", 9), ("pan", 1), ("pan", -1), ("sort", 1), ("sort_direction", 0)]
    async with on_stage(shown) as pilot:
        table, lists = shown.app.dashboard.table, shown.app.context.lists
        for _ in range(60):
            before = table.selected
            name, amount = chance.choice(hands)
            getattr(table, f"on_key_{name}")(amount)
            assert name in ("move", "pan") or table.selected == before, f"{name} moves no cursor"
            table.filter(chance.choice(["", "", "R", "invented", "no such words"]))
            assert table.selected in lists.shown.symbols or not lists.shown.symbols
            assert set(table.rows) <= set(lists.shown.symbols)
            marked = [line for line in table_lines(shown) if "▸" in line]
            assert len(marked) == (table.selected in table.rows)
            assert all(f"▸{table.selected} " in line for line in marked)
        table.filter("")
        await settled(shown, pilot)


class TestPainting:
    """Only the rows in which something is another are drawn anew."""

    @pytest.fixture
    def drawn(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        symbols: list[str] = []
        real = quote_table.row_line

        def counted(row, *parts, **more):  # type: ignore[no-untyped-def]
            symbols.append(row.symbol)
            return real(row, *parts, **more)

        monkeypatch.setattr(quote_table, "row_line", counted)
        return symbols

    async def test_a_tick_draws_its_row(self, drawn: list[str]) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            drawn.clear()
            shown.link.say(quotes=(quote("IWM", 319.07, time=NOW - 1),))
            await settled(shown, pilot)
            assert drawn == ["IWM"]

    async def test_the_cursor_draws_two_rows(self, drawn: list[str]) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            drawn.clear()
            await pressed(shown, pilot, "j")
            assert sorted(drawn) == ["IWM", "RTY=F"]

    async def test_the_clock_draws_the_rows_whose_age_is_another(self, drawn: list[str]) -> None:
        shown, now = stage(), [NOW]
        shown.mirror.wall = lambda: now[0]
        async with on_stage(shown) as pilot:
            shown.link.say(quotes=(quote("IWM", 319.07, time=NOW + 3),))
            await settled(shown, pilot)
            drawn.clear()
            now[0] += 5.0
            shown.app.view.paint_ages()
            assert drawn == []
            now[0] += 5.0
            shown.app.view.paint_ages()
            assert sorted(drawn) == ["RTY=F", "^RUT", "^VIX"], "IWM is younger than ten seconds"

    async def test_another_width_draws_every_row(self, drawn: list[str]) -> None:
        shown = stage()
        async with on_stage(shown) as pilot:
            drawn.clear()
            await pilot.resize_terminal(200, 60)
            await settled(shown, pilot)
            assert set(drawn) == set(SYMBOLS)
