"""A panel of readings: its cursor."""

from __future__ import annotations

from tests.ui.dialogs.cards import panel, view
from tests.ui.stage import Stage, on_stage, settled


async def test_the_cursor_shows_only_with_the_focus() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        found = await view(stage, pilot, "4", "tail")
        assert "▸" in "".join(found.render_line(y).text for y in range(found.size.height))
        panel(stage, "risk").focus()
        await pilot.pause()
        assert "▸" not in "".join(found.render_line(y).text for y in range(found.size.height))


async def test_the_cursor_goes_over_a_table_in_both_directions() -> None:
    stage = Stage()
    async with on_stage(stage, (200, 60)) as pilot:
        found = await view(stage, pilot, "4", "tail")
        seen = []
        for key in ("l", "l", "h", "j", "j", "j", "l", "j", "G", "k", "g"):
            await pilot.press(key)
            seen.append(found.selected)
    assert seen == [
        *("rv63", "rv252", "rv63", "rv21_pctile_2520", "maxdd_px", "fhsvar95", "fhsvar99", "hvar99_252"),
        *("cfvar99_1260", "cfvar99_252", "rv63"),
    ]


async def test_the_cursor_stays_on_its_reading_and_the_picture_follows_it() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        found = await view(stage, pilot, "3", "readings")
        found.styles.height = 6
        await pilot.pause()
        await pilot.press("G")
        text = [found.render_line(y).text for y in range(found.size.height)]
        assert found.selected in ("rsi14", "mom_12_1")
        assert any("▸" in line and "RSI" in line for line in text)
        kept = found.selected
        stage.app.view.reload()
        await settled(stage, pilot)
        assert found.selected == kept
