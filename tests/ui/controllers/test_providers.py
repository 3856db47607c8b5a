"""The providers on offer: the question shows their terms, and only a yes writes the chain."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.ui.dialogs.choice import ChoiceScreen
from r2k_tui.ui.widgets.plain_ascii import PlainText
from tests.fakes.still_market import StillLink, snapshot
from tests.ui.drawing.test_outage import FACTS
from tests.ui.stage import Stage, on_stage, settled

CHAIN = {("source", "chain"): ["yahoo", "yahoo_chart", "cboe", "nasdaq"]}


def offering() -> Stage:
    return Stage(StillLink(msgspec.structs.replace(snapshot(), facts=FACTS)))


@pytest.mark.parametrize(("key", "saved"), [("y", [CHAIN]), ("n", []), ("escape", [])])
async def test_only_a_yes_adds_the_providers(key: str, saved: list[object]) -> None:
    stage = offering()
    async with on_stage(stage) as pilot:
        await pilot.press("A")
        screen = stage.app.screen
        assert isinstance(screen, ChoiceScreen)
        asked = str(screen.query(PlainText).first().render())
        assert "Its pages forbid automated extraction." in asked and "Personal use." in asked
        await pilot.press(key)
        await settled(stage, pilot)
    assert stage.saved == saved


async def test_without_an_offer_it_says_so() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("A")
        await settled(stage, pilot)
        assert "no provider to add" in "\n".join(note.message for note in stage.app._notifications)
    assert stage.saved == []


async def test_a_kiosk_writes_nothing() -> None:
    stage = Stage(StillLink(msgspec.structs.replace(snapshot(), facts=FACTS)), kiosk=True)
    async with on_stage(stage) as pilot:
        await pilot.press("A")
        await settled(stage, pilot)
        assert not isinstance(stage.app.screen, ChoiceScreen)
    assert stage.saved == []
