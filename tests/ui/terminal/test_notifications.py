"""Notices that come too late to be seen."""

from __future__ import annotations

import asyncio

import pytest
from textual.app import App
from textual.geometry import Region
from textual.notifications import Notification
from textual.pilot import Pilot
from textual.widgets._toast import Toast, ToastHolder, ToastRack

from r2k_tui.ui.terminal.notifications import keep_notifications_alive
from tests.ui.stage import Stage, keys_to, on_stage, settled


def test_no_notice_has_less_than_no_time_left() -> None:
    keep_notifications_alive()
    late = Notification("late", timeout=-5.0)
    assert late.time_left > 0.0
    assert late.has_expired
    assert Notification("early", timeout=5.0).time_left > 4.0
    assert not Notification("early", timeout=5.0).has_expired


async def test_the_app_goes_on_when_a_notice_is_over_before_it_is_shown() -> None:
    """Without `keep_notifications_alive` this never ends."""
    keep_notifications_alive()
    app = App[None]()
    async with app.run_test() as pilot:
        late = Notification("late", timeout=-5.0)
        app._notifications._notifications[late.identity] = late
        await app.screen.mount(ToastHolder(Toast(late)))
        await pilot.pause()
        await asyncio.sleep(0)
        assert app.is_running


def toasts(stage: Stage) -> list[Toast]:
    return list(stage.app.screen.query(Toast))


def covered(stage: Stage) -> list[Region]:
    """The cells of the notices, without the blank line above each of them."""
    return [toast.region for toast in toasts(stage)]


async def without_notices(stage: Stage, pilot: Pilot[None]) -> None:
    """Take all notices away."""
    stage.app.clear_notifications()
    await settled(stage, pilot)


def cursor_rows(stage: Stage) -> list[Region]:
    return list(stage.app.view.attention(()).rows)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_the_row_under_the_cursor_and_the_edges_stay_free(size: tuple[int, int]) -> None:
    insiders = [*keys_to("insiders"), "G"]
    places = [[], ["G"], ["7"], ["pagedown"], ["G"], ["9", "l", "G"], ["8", "G"], insiders, ["2"]]
    stage = Stage()
    async with on_stage(stage, size, notices=True) as pilot:
        for keys in places:
            await pilot.press(*keys)
            await settled(stage, pilot)
            stage.app.notify("exported: " + "/a/folder/with/a/long/name" * 3, severity="error")
            await settled(stage, pilot)
            view = stage.app.view
            (notice,) = covered(stage)
            assert notice and notice.area < size[0] * size[1] / 4, keys
            assert not notice.intersection(view.head.region) and not notice.intersection(view.foot.region), keys
            assert not [row for row in cursor_rows(stage) if row.intersection(notice)], keys
            await without_notices(stage, pilot)


async def test_they_move_when_the_cursor_comes() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24), notices=True) as pilot:
        await pilot.press("7", "G")
        await settled(stage, pilot)
        stage.app.notify("something happened " * 8)
        places = []
        for key in ("G", "g", "G"):
            await pilot.press(key)
            await settled(stage, pilot)
            places += covered(stage)
            assert not [row for row in cursor_rows(stage) if row.intersection(places[-1])]
        assert places[0].y < 12 < places[1].y and places[2] == places[0]


@pytest.mark.parametrize("symbol", ["^RUT", "^VIX", "IWN"])
async def test_the_rows_of_the_symbol_stay_free(symbol: str) -> None:
    stage = Stage()
    async with on_stage(stage, (40, 12), notices=True) as pilot:
        stage.app.notify("an alert", about=symbol)
        await settled(stage, pilot)
        rows = stage.app.view.attention([symbol]).rows
        assert len(rows) >= 2 and not [row for row in rows if row.intersection(covered(stage)[0])]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("before", [True, False])
async def test_a_line_for_text_is_never_covered(size: tuple[int, int], before: bool) -> None:
    stage = Stage()
    async with on_stage(stage, size, notices=True) as pilot:
        for key in ("f", "slash", "plus", "a", "e"):
            if before:
                stage.app.notify("something happened", severity="warning")
                await settled(stage, pilot)
            await pilot.press(key)
            await settled(stage, pilot)
            if not before:
                stage.app.notify("something happened", severity="warning")
                await settled(stage, pilot)
            assert len(covered(stage)) == 1, key
            line = stage.app.screen.query_one("Vertical").region
            assert line.bottom == size[1] and not [one for one in covered(stage) if one.intersection(line)], key
            await pilot.press("escape")
            await without_notices(stage, pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_many_cover_at_most_half_and_the_newest_stay(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size, notices=True) as pilot:
        for number in range(25):
            stage.app.notify(f"notice {number}", timeout=60)
        await settled(stage, pilot)
        shown = [toast._notification.message for toast in toasts(stage)]
        assert 3 <= len(shown) <= 10 and shown[-1] == "notice 24"
        assert max(r.bottom for r in covered(stage)) - min(r.y for r in covered(stage)) <= size[1] / 2
        assert len(stage.mirror.notices) == 20


async def test_the_same_words_twice_are_shown_once_and_kept_twice() -> None:
    stage = Stage()
    async with on_stage(stage, notices=True) as pilot:
        for _ in range(3):
            stage.app.notify("no such thing")
        await settled(stage, pilot)
        assert len(toasts(stage)) == 1 and len(stage.mirror.notices) == 3


async def test_words_are_whole() -> None:
    words = "settings reloaded: watchlist, display, alerts, reconstitutions, screens, portfolio, universe, theme"
    stage = Stage()
    async with on_stage(stage, (80, 24), notices=True) as pilot:
        stage.app.notify(words)
        await settled(stage, pilot)
        (toast,) = toasts(stage)
        lines = [toast.render_line(y).text.strip("▌ ") for y in range(toast.size.height)]
        assert set(" ".join(lines).split()) == set(words.split())


async def test_a_window_shows_a_notice_in_one_place() -> None:
    """The view beside a window is not painted with the notice where it was before."""
    stage = Stage()
    async with on_stage(stage, (80, 24), notices=True) as pilot:
        stage.app.notify("no such thing anywhere", timeout=60)
        await settled(stage, pilot)
        await pilot.press("t")
        await settled(stage, pilot)
        assert len(stage.app.screen_stack) > 1 and len(toasts(stage)) == 1
        below = [toast for screen in stage.app.screen_stack[:-1] for toast in screen.query(Toast)]
        assert below == []
        await pilot.press("escape")
        await settled(stage, pilot)
        assert len(toasts(stage)) == 1


@pytest.mark.parametrize("size", [(62, 14), (50, 12), (40, 10), (30, 9), (20, 5)])
async def test_in_a_small_window_a_notice_leaves_half_of_it_or_is_said_in_the_footer(size: tuple[int, int]) -> None:
    words = "something takes effect in 12 days, after the close of 2031-05-15"
    stage = Stage()
    async with on_stage(stage, size, notices=True) as pilot:
        stage.app.notify(words, title="a rule")
        await settled(stage, pilot)
        view = stage.app.view
        edges = view.head.region, view.foot.region
        for notice in covered(stage):
            assert notice.height <= size[1] / 2 and not [edge for edge in edges if edge.intersection(notice)]
        assert bool(covered(stage)) != (view.foot.words == f"a rule: {words}")
        assert len(stage.mirror.notices) == 1


async def test_a_notice_gives_way_when_its_window_becomes_too_small() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24), notices=True) as pilot:
        stage.app.notify("something " * 20, timeout=60)
        await settled(stage, pilot)
        assert covered(stage)
        await pilot.resize_terminal(30, 9)
        await settled(stage, pilot)
        assert not covered(stage) and stage.app.view.foot.words.startswith("something something")


async def test_a_window_over_a_view_shows_a_notice_once() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24), notices=True) as pilot:
        await pilot.press("2")
        await settled(stage, pilot)
        for key in ("equals_sign", "Y", "f", "question_mark"):
            stage.app.notify("something happened", timeout=60)
            await settled(stage, pilot)
            await pilot.press(key)
            await settled(stage, pilot)
            shown = [rack.display for screen in stage.app.screen_stack for rack in screen.query(ToastRack)]
            assert [*shown[:-1], shown[-1]] == [False] * (len(shown) - 1) + [True], key
            await pilot.press("escape")
            await settled(stage, pilot)
            assert len(covered(stage)) == 1 and covered(stage)[0].area, key
            await without_notices(stage, pilot)


@pytest.mark.parametrize("size", [(62, 14), (80, 24), (100, 32), (120, 40)])
async def test_a_notice_over_any_window_is_on_the_screen(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size, notices=True) as pilot:
        for key in ("question_mark", "slash", "plus", "n", "b", "C", "t"):
            await pilot.press(key)
            await settled(stage, pilot)
            assert len(stage.app.screen_stack) > 1, key
            stage.app.notify("something happened", timeout=60)
            await settled(stage, pilot)
            (notice,) = covered(stage)
            assert notice.area and stage.app.screen.region.contains_region(notice), key
            assert notice.bottom < size[1], f"{key}: the last line is free"
            await pilot.press("escape")
            await without_notices(stage, pilot)
