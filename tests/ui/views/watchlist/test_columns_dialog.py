"""Columns chosen from a list."""

from __future__ import annotations

import msgspec

from tests.ui.stage import on_stage
from tests.ui.views.watchlist.screen import WATCHLIST, pressed, stage, table_lines


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
        assert "4 columns without room" in text and "IWM invented" in text

    async def test_every_column_can_be_had_at_once(self) -> None:
        shown = stage()
        async with on_stage(shown, (200, 60)) as pilot:
            await pilot.press("C")
            for _ in range(25):
                await pilot.press("space", "j")
            await pressed(shown, pilot, "q")
            assert shown.app.is_running
