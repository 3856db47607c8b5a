"""A panel of the dashboard: one request for each version of what the engine knows, and its last good reply stays."""

from __future__ import annotations

import pytest

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.universe import GetHalts, HaltsReply
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.widgets.board_panel import BoardPanel, message_lines
from tests.ui.stage import Stage


class Sample(BoardPanel):
    """Shows how many halts there are."""

    NAME, TITLE, OPENS = "sample", "Sample", "view('feed')"
    known = 1

    def request(self) -> Request:
        return GetHalts()

    def version(self) -> object:
        return self.known

    def lines(self, width: int, height: int) -> list[Line]:
        return self.with_reply(HaltsReply, lambda reply: [((f"{len(reply.halts.current)} halts", "text"),)], width)


@pytest.fixture
def panel(monkeypatch: pytest.MonkeyPatch) -> Sample:
    stage = Stage()
    sample = Sample(stage.app.context)

    async def ask(request: object) -> object:
        return await stage.link.ask(request)  # type: ignore[arg-type]

    monkeypatch.setattr(stage.app.context.client, "ask", ask)
    monkeypatch.setattr(sample, "paint", lambda: None)
    sample.answers = stage.link.answers  # type: ignore[attr-defined]
    return sample


def words(panel: Sample) -> str:
    return " ".join(text for line in panel.lines(60, 10) for text, _ in line)


async def test_a_request_is_due_once_for_each_version(panel: Sample) -> None:
    assert panel.due() and "computing" in words(panel)
    await panel.fetch()
    assert not panel.due() and "halts" in words(panel)
    panel.known = 2
    assert panel.due()
    await panel.fetch()
    assert not panel.due()
    panel.forget_request()
    assert panel.due()


async def test_the_last_good_reply_stays_and_the_first_failure_is_told(panel: Sample) -> None:
    answers = panel.answers  # type: ignore[attr-defined]
    good, answers[GetHalts] = answers[GetHalts], Failure("limit", "too many requests")
    await panel.fetch()
    assert "too many requests" in words(panel)
    answers[GetHalts] = good
    await panel.fetch()
    assert "halts" in words(panel)
    answers[GetHalts] = Failure("limit", "too many requests")
    await panel.fetch()
    assert "too many requests" not in words(panel)


def test_a_simulated_market_is_marked(panel: Sample) -> None:
    assert panel.origin()[0] == ("SIM ", "warn")


def test_a_long_message_is_wrapped() -> None:
    lines = message_lines("a message of several words", 14)
    assert len(lines) > 1 and all(len(line[0][0]) <= 14 for line in lines)
