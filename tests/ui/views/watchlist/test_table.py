"""The table of quotes under the keys: lists, order, filter, columns, and what is held."""

from __future__ import annotations

from random import Random

import pytest

from r2k_tui.ui.mirror.quotes import QuoteTableState
from r2k_tui.ui.views.watchlist import table as quote_table
from tests.fakes.still_market import NOW, SYMBOLS, quote
from tests.ui.stage import on_stage, settled
from tests.ui.views.watchlist.screen import pressed, stage, symbols_on_screen, table_lines


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


async def test_it_waits_only_while_no_symbol_has_a_quote() -> None:
    shown = stage()
    async with on_stage(shown):
        table = shown.app.dashboard.table
        shown.mirror.problems = ()
        table.paint()
        assert "waiting for its first quote" in "\n".join(table_lines(shown))
        assert not table.awaits(table.size)
        quotes, shown.mirror.quotes = shown.mirror.quotes, QuoteTableState()
        table.paint()
        assert table.awaits(table.size)
        shown.mirror.quotes = quotes
        assert table.awaits(table.size), "what came since is not drawn yet"
        table.paint()
        assert not table.awaits(table.size)
