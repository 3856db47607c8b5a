"""Of a stored picture each part stays until there is something to show in its place."""

from __future__ import annotations

from r2k_tui.ui.app import R2KApp
from r2k_tui.ui.terminal.compositor import Update, _everywhere
from r2k_tui.ui.terminal.shadow import Shadow
from r2k_tui.ui.terminal.takeover.cells import StoredCells
from r2k_tui.ui.terminal.takeover.gate import Gate, gate_of, set_gate
from r2k_tui.ui.widgets.bars import FooterBar, HeaderBar
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.pen import DEFAULT
from tests.ui.stage import Stage, on_stage, settled

SIZE = (80, 24)
CELLS = StoredCells(SIZE, [[("s" * SIZE[0], DEFAULT)] for _ in range(SIZE[1])])


class Market:
    """What the gate asks about the data."""

    def __init__(self) -> None:
        self.live, self.failed = True, False
        self.explained: list[bool] = []

    def gate(self, view: str = "dashboard", cells: StoredCells = CELLS) -> Gate:
        return Gate(cells, view, lambda: self.live, lambda: self.failed, self.explained.append)


def drawn(app: R2KApp) -> list[str]:
    """The rows that a terminal shows after a whole frame of the app over the stored picture."""
    from r2k_tui.ui.terminal import compositor as sparing

    shown = Shadow()
    shown.adopt(SIZE, CELLS.rows)
    sparing._SHADOWS[app] = shown
    compositor = app.screen._compositor
    Update(compositor, list(_everywhere(compositor)), whole=True).render_segments(app.console)
    return ["".join(text for text, _ in row) for row in shown.rows()]


def rows_of(app: R2KApp, kind: type[LineWidget]) -> range:
    region = next(widget.region for widget in app.view.query(kind) if widget.region)
    return range(region.y, region.bottom)


async def test_without_data_all_but_the_footer_stays() -> None:
    stage, market = Stage(), Market()
    market.live = False
    async with on_stage(stage, SIZE):
        set_gate(stage.app, market.gate())
        rows = drawn(stage.app)
        foot = rows_of(stage.app, FooterBar)
    assert all((set(row) == {"s"}) == (y not in foot) for y, row in enumerate(rows)), rows


async def test_a_panel_that_waits_stays_and_is_explained() -> None:
    stage, market = Stage(), Market()
    async with on_stage(stage, SIZE):
        gate = market.gate()
        set_gate(stage.app, gate)
        scores = dict(stage.mirror.scores)
        stage.mirror.scores.clear()
        stage.app.view.paint()
        rows = drawn(stage.app)
        panels = {type(part).__name__: part.region for part in stage.app.view.parts if part.region}
        kept = {y for y, row in enumerate(rows) if set(row) == {"s"}}
        assert kept == {*range(panels["ScorePanel"].y, panels["ScorePanel"].bottom)}
        assert not gate.is_open
        drawn(stage.app)
        assert market.explained == [True]
        stage.mirror.scores.update(scores)
        drawn(stage.app)
        assert not gate.is_open, "what has come is not drawn yet"
        stage.app.view.paint()
        rows = drawn(stage.app)
        assert gate.is_open
        assert market.explained == [True, False]
        assert gate_of(stage.app) is None
    assert not any("sss" in row for row in rows), rows


async def test_what_was_live_once_never_is_as_it_was_stored_again() -> None:
    stage, market = Stage(), Market()
    async with on_stage(stage, SIZE):
        gate = market.gate()
        set_gate(stage.app, gate)
        chart, words = stage.app.dashboard.chart, stage.app.dashboard.chart.awaits
        chart.awaits = lambda size: True  # type: ignore[method-assign]
        assert any("sss" in row for row in drawn(stage.app))
        stage.mirror.scores.clear()
        stage.app.view.paint()
        rows = drawn(stage.app)
        score = next(part for part in stage.app.view.parts if type(part).__name__ == "ScorePanel").region
        assert not any("sss" in rows[y] for y in range(score.y, score.bottom))
        assert not gate.is_open
        chart.awaits = words  # type: ignore[method-assign]


async def test_a_header_that_waits_keeps_its_notice() -> None:
    stage, market = Stage(), Market()
    async with on_stage(stage, SIZE):
        set_gate(stage.app, market.gate())
        stage.mirror.scores.clear()
        stage.mirror.index = "^NONE"
        stage.app.view.paint()
        rows = drawn(stage.app)
        assert all(set(rows[y]) == {"s"} for y in rows_of(stage.app, HeaderBar))
    assert market.explained == []


async def test_what_goes_at_once_needs_no_explanation() -> None:
    stage, market = Stage(), Market()
    async with on_stage(stage, SIZE):
        set_gate(stage.app, market.gate())
        drawn(stage.app)
    assert market.explained == []


async def test_when_nothing_waits_all_of_it_goes() -> None:
    stage = Stage()
    async with on_stage(stage, SIZE):
        set_gate(stage.app, Market().gate())
        assert not any("sss" in row for row in drawn(stage.app))


async def test_when_there_are_no_data_the_screen_says_why() -> None:
    stage, market = Stage(), Market()
    market.live, market.failed = False, True
    async with on_stage(stage, SIZE):
        set_gate(stage.app, market.gate())
        assert not any("sss" in row for row in drawn(stage.app))


async def test_until_the_first_view_is_shown_nothing_goes() -> None:
    stage, market = Stage(), Market()
    async with on_stage(stage, SIZE) as pilot:
        gate = market.gate("chart")
        set_gate(stage.app, gate)
        assert all(set(row) == {"s"} for row in drawn(stage.app))
        await pilot.press("2")
        await settled(stage, pilot)
        assert not any("sss" in row for row in drawn(stage.app))
        assert gate.is_open


async def test_another_view_or_a_window_ends_it() -> None:
    for key in ("3", "question_mark"):
        stage, market = Stage(), Market()
        market.live = False
        async with on_stage(stage, SIZE) as pilot:
            gate = market.gate()
            set_gate(stage.app, gate)
            drawn(stage.app)
            assert not gate.is_open
            await pilot.press(key)
            await settled(stage, pilot)
            drawn(stage.app)
            assert gate.is_open, key


async def test_another_size_ends_it() -> None:
    stage, market = Stage(), Market()
    market.live = False
    async with on_stage(stage, (100, 30)):
        gate = market.gate()
        set_gate(stage.app, gate)
        compositor = stage.app.screen._compositor
        Update(compositor, [], whole=False).render_segments(stage.app.console)
        assert gate.is_open


async def test_opened_it_keeps_nothing() -> None:
    stage, market = Stage(), Market()
    market.live = False
    async with on_stage(stage, SIZE):
        gate = market.gate()
        set_gate(stage.app, gate)
        drawn(stage.app)
        gate.open()
        assert gate_of(stage.app) is None
        assert not any("sss" in row for row in drawn(stage.app))
