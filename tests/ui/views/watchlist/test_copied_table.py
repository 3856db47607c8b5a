"""Copies of the quote table."""

from __future__ import annotations

from tests.ui.stage import Stage, on_stage, settled


async def test_cell_row_and_list_are_of_what_is_on_the_screen() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await settled(stage, pilot)
        table = stage.app.dashboard.table
        cell, row, panel = table.copied_cell(), table.copied_row(), table.copied_panel()
        assert cell is not None and cell.text == "318.42"
        assert row is not None and row.text.splitlines()[-1].split("\t")[0] == "IWM"
        listed = [line.split("\t")[0] for line in panel.text.splitlines()[1:]]
        assert [symbol for symbol in listed if symbol in table.rows] == list(table.rows)
