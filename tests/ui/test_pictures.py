"""Pictures of the dashboard: one behaviour each. `pytest --snapshot-update` takes them anew; look at each before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from r2k_tui.config.sections.display import Display
from tests.fakes.still_market import StillLink, snapshot
from tests.ui.stage import Stage, settled

Compare = Callable[..., bool]


def _run(stage: Stage, *keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    async def before(pilot: Pilot[None]) -> None:
        await settled(stage, pilot)
        for key in keys:
            await pilot.press(key)
        await settled(stage, pilot)

    return before


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_dashboard(snap_compare: Compare, size: tuple[int, int]) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=size, run_before=_run(stage))


def test_light_theme(snap_compare: Compare) -> None:
    stage = Stage(display=Display(theme="r2k-light"))
    assert snap_compare(stage.app, terminal_size=(120, 40), run_before=_run(stage))


def test_help(snap_compare: Compare) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, "question_mark"))


def test_prompt_with_a_refused_symbol(snap_compare: Compare) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, "plus", *"NOPE", "enter"))


def test_before_anything_is_known(snap_compare: Compare) -> None:
    empty = snapshot(quotes=(), sparks=(), readings=(), scores=(), feeds=(), problems=())
    stage = Stage(StillLink(empty))
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_feed_and_log(snap_compare: Compare, size: tuple[int, int]) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=size, run_before=_run(stage, "9"))


def test_log_with_a_filter(snap_compare: Compare) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, "9", "f", *"ready", "backspace"))


def test_news(snap_compare: Compare) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, "n", "j"))


def test_news_in_full(snap_compare: Compare) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, "n", "enter"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("key", ["3", "4"], ids=["momentum", "risk"])
def test_momentum_and_risk(snap_compare: Compare, size: tuple[int, int], key: str) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=size, run_before=_run(stage, key))


def test_a_table_of_readings_with_its_cursor(snap_compare: Compare) -> None:
    stage = Stage()
    assert snap_compare(
        stage.app, terminal_size=(80, 24), run_before=_run(stage, "4", "tab", "tab", "j", "j", "j", "l")
    )


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_card_of_a_reading(snap_compare: Compare, size: tuple[int, int]) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=size, run_before=_run(stage, "4", "j", "enter"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("key", ["6", "8"])
def test_macro_and_thesis(snap_compare: Compare, key: str, size: tuple[int, int]) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=size, run_before=_run(stage, key))


def test_evidence(snap_compare: Compare) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=(120, 40), run_before=_run(stage, "8", "j", "j", "enter"))
