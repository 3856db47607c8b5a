"""The request for the calendar of events by the views that show some of it."""

from __future__ import annotations

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetEvents
from r2k_tui.ui.views.coming_events import request_events
from tests.fakes.still_market import NOW, snapshot
from tests.ui.stage import Stage, on_stage, one_layout, settled

# A dashboard in which no panel shows events.
WITHOUT = one_layout("quotes | chart")


def count(stage: Stage) -> int:
    return sum(isinstance(request, GetEvents) for request in stage.link.asked)


async def test_it_is_asked_once_for_all_views_and_not_by_those_that_show_none() -> None:
    stage = Stage(dashboard=WITHOUT)
    async with on_stage(stage) as pilot:
        await settled(stage, pilot)
        assert count(stage) == 0
        for key in ("7", "d", "2", "7"):
            await pilot.press(key)
            await settled(stage, pilot)
        assert count(stage) == 1 and stage.mirror.events.calendar is not None


async def test_what_differs_is_painted_and_what_does_not_is_not() -> None:
    stage, painted = Stage(dashboard=WITHOUT), list[int]()
    async with on_stage(stage) as pilot:
        for _ in range(2):
            stage.mirror.events.forget_request()
            request_events(stage.app.view, stage.app.context, lambda: painted.append(1))
            await settled(stage, pilot)
    assert (count(stage), painted) == (2, [1])


async def test_a_failure_is_kept_as_the_reason() -> None:
    stage = Stage()
    stage.link.answers[GetEvents] = Failure("not_found", "events are not known for that day")
    async with on_stage(stage) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        assert stage.mirror.events.trouble == "events are not known for that day"
        assert stage.mirror.events.calendar is None


async def test_a_new_engine_is_asked_again() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        assert not stage.mirror.events.due(NOW)
        stage.mirror.apply(snapshot())
        assert stage.mirror.events.due(NOW)
