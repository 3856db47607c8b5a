"""Card of a reading of the index: value, methodology and history."""

from __future__ import annotations

from datetime import date

from r2k_tui.engine.readings.members.registry import spec_of
from r2k_tui.engine.readings.members.service import MemberReadings
from r2k_tui.model.calendar.days import bar_of_day
from r2k_tui.model.market.bars import pack_floats, pack_times
from r2k_tui.model.messages.readings import CardReply, HistoryReply


async def member_card(members: MemberReadings, index: str, key: str) -> CardReply:
    """Card as of now; the present value comes last in the history. Raises KeyError for an unknown key."""
    reading, past, note = (
        (await members.readings((key,)))[key],
        (await members.histories((key,)))[key],
        spec_of(key).note,
    )
    values = {one.day: one.value for one in past.days}
    if (now := reading.number) is not None and reading.as_of:
        values[reading.as_of[:10]] = now
    days = sorted(values)
    times = pack_times([bar_of_day(date.fromisoformat(day)) for day in days])
    history = HistoryReply(index, key, times, pack_floats([values[day] for day in days]))
    return CardReply(reading, note.formula, note.caveat, past.chosen, history)
