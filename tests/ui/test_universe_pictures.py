"""Pictures of the view of the members. `pytest --snapshot-update` takes them anew; look at each before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from r2k_tui.config.sections.display import Display
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetUniverse
from tests.ui.stage import Stage, keys_to, settled

Compare = Callable[..., bool]


def _run(stage: Stage, *keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    async def before(pilot: Pilot[None]) -> None:
        await settled(stage, pilot)
        for key in keys:
            await pilot.press(key)
        await settled(stage, pilot)

    return before


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_universe(snap_compare: Compare, size: tuple[int, int]) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=size, run_before=_run(stage, "7"))


def test_heat_map_for_the_colour_blind(snap_compare: Compare) -> None:
    stage = Stage(display=Display(theme="r2k-blue-orange"))
    assert snap_compare(stage.app, terminal_size=(120, 40), run_before=_run(stage, "7", "s", "s", "j"))


def test_in_sixteen_colours_and_ascii(snap_compare: Compare) -> None:
    stage = Stage(display=Display(theme="ansi-dark", ascii=True))
    assert snap_compare(stage.app, terminal_size=(120, 40), run_before=_run(stage, "7"))


def test_the_next_panel_on_a_small_screen(snap_compare: Compare) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, "7", "tab", "tab", "tab"))


def test_filtered(snap_compare: Compare) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, "7", "f", *"real"))


def test_without_a_list(snap_compare: Compare) -> None:
    stage = Stage()
    words = "no list of what IWM holds; `r2k universe import FILE` takes an export of iShares"
    stage.link.answers[GetUniverse] = Failure("not_found", words)
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, "7"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_changes(snap_compare: Compare, size: tuple[int, int]) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=size, run_before=_run(stage, *keys_to("changes")))


def test_renamed(snap_compare: Compare) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, *keys_to("changes"), "l", "l", "l"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_ranks(snap_compare: Compare, size: tuple[int, int]) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=size, run_before=_run(stage, *keys_to("ranks")))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_calendar(snap_compare: Compare, size: tuple[int, int]) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=size, run_before=_run(stage, *keys_to("calendar")))


def test_a_day_of_the_calendar(snap_compare: Compare) -> None:
    stage = Stage()
    keys = (*keys_to("calendar"), "j", "j", "enter")
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, *keys))


def test_members_that_report_soon(snap_compare: Compare) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, "7", "E"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_short_interest(snap_compare: Compare, size: tuple[int, int]) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=size, run_before=_run(stage, *keys_to("short-interest")))


def test_squeeze_list(snap_compare: Compare) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, *keys_to("short-interest"), "h"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_index_readings(snap_compare: Compare, size: tuple[int, int]) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=size, run_before=_run(stage, *keys_to("index"), "j", "j"))
