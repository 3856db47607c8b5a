"""Readers of the members: one request for all of them, and an end when the last one has left."""

from __future__ import annotations

import pytest

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetUniverse, LeaveUniverse
from r2k_tui.ui.views.shared import member_requests
from r2k_tui.ui.views.shared.member_requests import MemberRequests
from tests.ui.stage import Stage


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr(member_requests, "_GRACE_S", 0.0)
    stage = Stage()

    async def ask(request: object) -> object:
        return await stage.link.ask(request)  # type: ignore[arg-type]

    monkeypatch.setattr(stage.app.context.client, "ask", ask)
    return stage


async def test_they_are_due_until_requested_and_the_last_reader_ends_it(stage: Stage) -> None:
    one, two = (MemberRequests(stage.app.context, name) for name in ("one", "two"))
    one.enter()
    two.enter()
    assert one.due() and two.due()
    await one.fetch()
    assert not one.due() and not two.due() and stage.mirror.members.summary is not None
    await one.leave()
    assert LeaveUniverse() not in stage.link.asked
    await two.leave()
    await two.leave()
    assert stage.link.asked == [GetUniverse(), LeaveUniverse()]
    assert one.due(), "the engine no longer sends changes"


async def test_while_a_request_is_on_its_way_no_other_is_due(stage: Stage) -> None:
    reader = MemberRequests(stage.app.context, "one")
    reader.enter()
    stage.mirror.members.asking = 1
    assert not reader.due() and not reader.outdated()
    stage.mirror.members.asking = 0
    assert reader.due()


async def test_who_left_before_the_answer_came_is_sent_no_more(stage: Stage) -> None:
    reader = MemberRequests(stage.app.context, "one")
    await reader.fetch()
    assert stage.link.asked == [GetUniverse(), LeaveUniverse()]


async def test_a_failure_is_kept_as_the_reason(stage: Stage) -> None:
    stage.link.answers[GetUniverse] = Failure("not_found", "no list yet")
    reader = MemberRequests(stage.app.context, "one")
    reader.enter()
    await reader.fetch()
    assert stage.mirror.members.trouble == "no list yet" and not reader.due()
