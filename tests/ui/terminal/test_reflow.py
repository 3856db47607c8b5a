"""What has gone by the next layout is painted over, whoever has asked in between where it was."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widgets import Static

from r2k_tui.ui.terminal.resize import compare_layouts


class _Notice(App[None]):
    CSS = "#notice { layer: above; dock: bottom; width: 10; height: 2; } Screen { layers: below above; }"

    def compose(self) -> ComposeResult:
        yield Static("below")
        yield Static("over", id="notice")


async def test_a_notice_that_goes_while_somebody_asks_where_it_is() -> None:
    """Without `compare_layouts` the second layout finds nothing changed."""
    compare_layouts()
    app = _Notice()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        compositor, notice = app.screen._compositor, app.query_one("#notice")
        place = notice.region
        assert place == Region(0, 10, 10, 2)
        with app.batch_update():
            compositor._dirty_regions.clear()
            notice.styles.display = "none"
            compositor._full_map_invalidated = True
            assert notice not in compositor.full_map
            compositor.reflow(app.screen, app.size)
            assert place in compositor._dirty_regions
