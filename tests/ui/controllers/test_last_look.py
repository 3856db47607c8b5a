"""After an hour the brief opens in a terminal that is attached again, and is offered in one that stayed attached."""

from __future__ import annotations

from r2k_tui.model.messages.brief import GetBrief
from r2k_tui.ui.controllers.last_look import AWAY_S, LastLook
from r2k_tui.ui.dialogs.brief import BriefScreen
from r2k_tui.ui.views.base import View
from tests.ui.stage import Stage, on_stage, settled

NOON = 1758211200.0


class Memory:
    """Keeps the time in this process."""

    def __init__(self, time: float | None = None) -> None:
        self.time, self.written = time, list[float]()

    def read(self) -> float | None:
        """See LookMemory."""
        return self.time

    def write(self, time: float) -> None:
        """See LookMemory."""
        self.written.append(time)


class Wall:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


def told(stage: Stage) -> list[str]:
    return [note.message for note in stage.app._notifications]


async def test_after_an_hour_the_brief_is_offered_and_begins_there() -> None:
    stage, wall = Stage(), Wall()
    async with on_stage(stage) as pilot:
        looks = stage.app._last_look = LastLook(stage.app, stage.app.context, Memory(), wall)
        looks.begin()
        wall.now += AWAY_S - 1
        await pilot.press("j")
        assert told(stage) == [] and looks.since is None
        away, wall.now = wall.now, wall.now + AWAY_S
        await pilot.press("j")
        assert told(stage) == ["you last looked 1h ago, at 12:59 New York; b briefs you on what came since"]
        await pilot.press("b")
        await settled(stage, pilot)
        assert GetBrief(since_time=away) in stage.link.asked


async def test_the_brief_opens_in_a_terminal_that_starts_long_after_the_last_look() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        memory = Memory(NOON - 5 * 3600)
        looks = LastLook(stage.app, stage.app.context, memory, Wall())
        looks.begin()
        await settled(stage, pilot)
        assert isinstance(stage.app.screen, BriefScreen)
        assert GetBrief(since_time=NOON - 5 * 3600) in stage.link.asked
        assert (looks.since, told(stage), memory.written) == (NOON - 5 * 3600, [], [NOON])
        await pilot.press("escape")
        assert isinstance(stage.app.screen, View)


async def test_a_terminal_that_starts_within_the_hour_opens_nothing() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        looks = LastLook(stage.app, stage.app.context, Memory(NOON - AWAY_S + 1), Wall())
        looks.begin()
        await settled(stage, pilot)
        assert isinstance(stage.app.screen, View) and looks.since is None


async def test_the_first_look_of_all_offers_nothing() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        LastLook(stage.app, stage.app.context, Memory(), Wall()).begin()
        await pilot.press("b")
        await settled(stage, pilot)
        assert told(stage) == []
        assert GetBrief() in stage.link.asked


async def test_looks_are_written_once_a_minute() -> None:
    stage, wall, memory = Stage(), Wall(), Memory()
    async with on_stage(stage):
        looks = LastLook(stage.app, stage.app.context, memory, wall)
        looks.begin()
        for _ in range(130):
            wall.now += 1.0
            looks.looked()
    assert memory.written == [NOON, NOON + 60, NOON + 120]


async def test_a_key_before_the_terminal_is_attached_is_no_look() -> None:
    stage = Stage()
    async with on_stage(stage):
        memory = Memory(NOON - 60)
        looks = LastLook(stage.app, stage.app.context, memory, Wall())
        looks.looked()
        assert told(stage) == [] and memory.written == [] and looks.since is None
        looks.begin()
        assert memory.written == [NOON]
