"""Cards of readings of the index."""

from __future__ import annotations

import pytest

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.readings import CardReply, GetCard, GetIndexReadings
from tests.engine.readings.members.stage import stage
from tests.engine.stage import ask


async def test_a_card_has_the_method_and_the_history_with_the_present_value_last() -> None:
    async with stage(None).running() as engine:
        await ask(engine, GetIndexReadings(settled=True))
        card = await ask(engine, GetCard("^RUT", "growth_less_value_21d"))
        losses = await ask(engine, GetCard("^RUT", "loss_makers_count"))
        parts = await ask(engine, GetCard("^RUT", "sector_gaps"))
        other = await ask(engine, GetCard("IWM", "loss_makers_count"))
    assert isinstance(card, CardReply) and isinstance(losses, CardReply) and isinstance(parts, CardReply)
    values = memoryview(card.history.value).cast("d")
    assert len(values) > 200 and values[-1] == card.reading.value
    assert card.formula.startswith("P_t / P_{t-n} - 1") and card.chosen == "each of the last 252 sessions"
    assert memoryview(losses.history.value).cast("d").tolist() == pytest.approx([12 / 21])
    assert losses.caveat and losses.chosen == "one value a day since R2K first ran: none yet"
    assert (parts.history.value, parts.chosen) == (b"", "")
    assert other == Failure("usage", "no reading loss_makers_count")


async def test_a_card_of_members_that_nobody_has_looked_at_yet_waits_for_their_list() -> None:
    async with stage(None).running() as engine:
        card = await ask(engine, GetCard("^RUT", "both_styles_count"))
    assert isinstance(card, CardReply) and card.reading.value == pytest.approx(5 / 30)
