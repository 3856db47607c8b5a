"""Pictures of alerts: one behaviour each. `pytest --snapshot-update` takes them anew; look at each before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from tests.fakes.still_alerts import FIRED
from tests.fakes.still_market import StillLink, snapshot
from tests.ui.stage import Stage, settled

Compare = Callable[..., bool]
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")


def _run(stage: Stage, *keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    async def before(pilot: Pilot[None]) -> None:
        await settled(stage, pilot)
        for key in keys:
            await pilot.press(key)
        await settled(stage, pilot)

    return before


@SIZES
def test_dashboard_with_alerts(snap_compare: Compare, size: tuple[int, int]) -> None:
    stage = Stage(StillLink(snapshot(alerts=FIRED)))
    assert snap_compare(stage.app, terminal_size=size, run_before=_run(stage))


@SIZES
def test_rules_and_what_has_fired(snap_compare: Compare, size: tuple[int, int]) -> None:
    stage = Stage(StillLink(snapshot(alerts=FIRED)))
    keys = ("9", "l", "j") if size == (80, 24) else ("9", "tab", "j")
    assert snap_compare(stage.app, terminal_size=size, run_before=_run(stage, *keys))


def test_the_line_that_takes_an_alert(snap_compare: Compare) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, "a", *"> 300"))


def test_a_toast(snap_compare: Compare) -> None:
    stage = Stage()

    async def before(pilot: Pilot[None]) -> None:
        await settled(stage, pilot)
        stage.link.say(alerts=FIRED[-1:])
        await settled(stage, pilot)

    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=before)
