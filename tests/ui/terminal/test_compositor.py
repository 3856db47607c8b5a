"""What is sent to a terminal, beside what Textual would have sent."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable

import pytest
from rich.console import Console
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.geometry import Region

from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.terminal import compositor as sparing
from r2k_tui.ui.terminal.shadow import Runs, Shadow
from r2k_tui.ui.widgets.line_widget import LineWidget
from tests.pty.replay import Cell, Replay
from tests.pty.size import Size
from tests.ui.stage import Stage, on_stage, settled

SIZES = [(80, 24), (120, 40), (200, 60)]
# What is pressed first: nothing, another view, a window over the view, a window that is transparent around.
KEYS: list[tuple[str, ...]] = [(), ("2",), ("4",), ("7",), ("question_mark",), ("slash", "i"), ("3", "a")]


def textuals_own(compositor: Compositor, size: Size) -> Replay:
    """The screen as Textual draws all of it."""
    screen = Replay(size)
    app = compositor.root.app  # type: ignore[union-attr]
    screen.feed(sparing._STRIPS(compositor).render_segments(app.console).encode())
    return screen


def ours(compositor: Compositor, size: Size, spans: list[tuple[int, int, int]]) -> Replay:
    screen, console = Replay(size), compositor.root.app.console  # type: ignore[union-attr]
    screen.feed(codes(sparing._drawn(compositor, spans, console), size).encode())
    return screen


def seen(screen: Replay, top: int, left: int, bottom: int, right: int) -> list[list[Cell]]:
    """The cells of a rectangle as a person sees them: of a blank only its ground."""
    region = screen.region(top, left, bottom, right)
    return [[(c, "" if c == " " and not rev else fg, bg, rev) for c, fg, bg, rev in row] for row in region]


def codes(drawn: Iterable[tuple[int, int, Runs]], size: Size) -> str:
    """What is sent to a terminal that shows nothing yet."""
    shown = Shadow()
    shown.clear(size)
    for y, left, runs in drawn:
        shown.put(y, left, runs)
    return shown.encode()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_every_cell_is_as_textual_draws_it(size: tuple[int, int]) -> None:
    stage, window = Stage(), Size(*size)
    async with on_stage(stage, size) as pilot:
        for keys in KEYS:
            await pilot.press("1", *keys)
            stage.app.notify("a notice lies over a corner of it", timeout=600)
            await settled(stage, pilot)
            compositor = stage.app.screen._compositor
            whole = (0, 0, window.rows - 1, window.columns - 1)
            wanted = textuals_own(compositor, window)
            all_rows = [(y, 0, window.columns) for y in range(window.rows)]
            assert seen(ours(compositor, window, all_rows), *whole) == seen(wanted, *whole), keys
            chance = random.Random(7)
            for _ in range(40):
                y, left = chance.randrange(window.rows), chance.randrange(window.columns)
                right = chance.randint(left + 1, window.columns)
                drawn, blank = ours(compositor, window, [(y, left, right)]), Replay(window)
                assert seen(drawn, y, left, y, right - 1) == seen(wanted, y, left, y, right - 1), keys
                if left:
                    assert seen(drawn, y, 0, y, left - 1) == seen(blank, y, 0, y, left - 1), "nothing to its left"
            stage.app.clear_notifications()
            await pilot.press("escape")


async def test_only_the_changed_cells_are_drawn_and_only_what_differs_is_sent() -> None:
    stage = Stage()
    async with on_stage(stage):
        compositor, console = stage.app.screen._compositor, stage.app.console
        assert "3,210.55" in sparing.Update(compositor, (), whole=False).render_segments(console), "all of it, once"
        compositor._dirty_regions = {Region(10, 4, 3, 1), Region(60, 9, 2, 1)}
        update = sparing._partial_update(compositor)
        assert update is not None and list(update._spans) == [(4, 10, 13), (9, 60, 62)]
        assert update.render_segments(console) == "", "nothing of it is new"
        whole = sparing._full_update(compositor)
        assert isinstance(whole, sparing.Update) and whole.render_segments(console) == ""
        assert compositor._dirty_regions == set() and sparing._partial_update(compositor) is None
        sparing.shadow(stage.app).forget()
        assert "3,210.55" in sparing.Update(compositor, (), whole=False).render_segments(console)


async def test_a_panel_that_changed_wakes_the_screen_and_not_itself() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await settled(stage, pilot)
        screen = stage.app.screen
        panel = next(one for one in screen.query(LineWidget) if one.size)
        told: list[object] = []
        panel.post_message = told.append  # type: ignore[method-assign, assignment]
        sparing._show_changes(panel, [Region(1, 0, 3, 2)])
        assert screen._dirty_widgets == {panel} and told == []
        screen._compositor.update_widgets(screen._dirty_widgets)
        assert screen._compositor._dirty_regions == {Region(1, 0, 3, 2).translate(panel.region.offset)}
        del panel.post_message


def test_a_screen_without_a_layout_sends_nothing() -> None:
    """As when the process is stopped and goes on before the first frame."""
    assert sparing.Update(Compositor(), [(0, 0, 80)], whole=True).render_segments(Console()) == ""


async def test_a_panel_that_is_not_mounted_waits_for_its_first_frame() -> None:
    panel = _Words()
    sparing._show_changes(panel, [Region(0, 0, 1, 1)])
    assert panel._repaint_required


async def test_a_row_that_is_no_more_is_passed_over() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)):
        compositor = stage.app.screen._compositor
        assert list(sparing._drawn(compositor, [(24, 0, 10), (-1, 0, 10)], stage.app.console)) == []


class _Words(LineWidget):
    """A line with characters of two cells."""

    def draw(self, width: int, height: int) -> list[Line]:
        return [(("ab株式cd", "text"), ("指数▲", "up"), (" end", "dim"))]


class _App(App[None]):
    def compose(self) -> ComposeResult:
        yield _Words()


async def test_a_character_cut_in_two_leaves_a_blank() -> None:
    app, window = _App(), Size(20, 2)
    async with app.run_test(size=(20, 2)):
        compositor = app.screen._compositor
        for left, width in itertools.product(range(12), (1, 2, 3, 5)):
            strip = app.query_one(_Words).render_line(0).crop(left, left + width)
            drawn = ours(compositor, window, [(0, left, left + width)])
            wanted = Replay(window)
            wanted.feed(f"\x1b[1;{left + 1}H{strip.render(app.console)}".encode())
            assert seen(drawn, 0, 0, 1, 19) == seen(wanted, 0, 0, 1, 19), (left, width)


def test_another_textual_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Compositor.render_full_update, Compositor.render_partial_update
    monkeypatch.setattr(sparing, "textual_version", lambda: "9.0.0")
    assert not sparing.send_changes_only()
    assert (Compositor.render_full_update, Compositor.render_partial_update) == before
