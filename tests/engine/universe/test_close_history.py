"""Closes of members: what is asked for, what is kept, and that a break costs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from r2k_tui.engine.universe.close_history import MemberHistory
from r2k_tui.model.calendar.days import bar_of_day
from r2k_tui.rate_limit import Unlimited
from r2k_tui.sources.base import BadData, NotFound, RateLimited, Unavailable
from r2k_tui.store.universe import MemberCloses
from tests.fakes.invented_bars import daily_bars, wave
from tests.fakes.scripted_source import ScriptedSource

TODAY = date(2025, 9, 18)
UPTO = bar_of_day(TODAY) // 86400
FIRST = UPTO - 500
NAMES = tuple(f"M{i:02d}" for i in range(45))


class Shelf:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.kept: dict[str, MemberCloses] = {}
        self.source = ScriptedSource()
        self.progress: list[tuple[int, int]] = []
        for symbol in NAMES:
            self.source.put(daily_bars(symbol, wave(100), TODAY))

    async def known(self, symbol: str) -> MemberCloses | None:
        return self.kept.get(symbol)

    async def keep(self, fresh: Sequence[MemberCloses]) -> None:
        self.kept.update((item.symbol, item) for item in fresh)

    async def leave(self) -> None:
        pass

    def history(self) -> MemberHistory:
        return MemberHistory(
            self.source, Unlimited(), self.leave, self.known, self.keep, lambda *done: self.progress.append(done)
        )

    def closes(self, symbol: str) -> list[float]:
        return np.frombuffer(self.kept[symbol].closes).tolist()


async def test_all_of_it_with_progress() -> None:
    shelf = Shelf()
    tally = await shelf.history().bring(NAMES, UPTO, FIRST)
    assert (tally.asked, tally.missing) == (45, ())
    assert shelf.closes("M07") == pytest.approx(wave(100))
    assert {item.checked_day for item in shelf.kept.values()} == {UPTO}
    assert shelf.progress == [(done, 45) for done in range(45)]


async def test_only_what_is_new_is_asked_for() -> None:
    shelf = Shelf()
    await shelf.history().bring(("M01",), UPTO, FIRST)
    shelf.source.put(daily_bars("M01", [*wave(100)[1:], 55.0], date(2025, 9, 19)))
    await shelf.history().bring(("M01",), UPTO + 1, FIRST)
    assert shelf.source.calls[-1].since == float((UPTO - 2) * 86400), "the last three known, to see whether they hold"
    assert shelf.closes("M01")[-2:] == pytest.approx([wave(100)[-1], 55.0])
    assert len(shelf.closes("M01")) == 101


async def test_after_a_split_the_whole_is_fetched_again() -> None:
    shelf = Shelf()
    await shelf.history().bring(("M01",), UPTO, FIRST)
    shelf.source.put(daily_bars("M01", [close / 2 for close in wave(100)], TODAY))
    await shelf.history().bring(("M01",), UPTO, FIRST)
    assert shelf.closes("M01") == pytest.approx([close / 2 for close in wave(100)])


async def test_a_session_that_is_not_over_is_left_out() -> None:
    shelf = Shelf()
    await shelf.history().bring(("M01",), UPTO - 1, FIRST)
    assert len(shelf.closes("M01")) == 99


@pytest.mark.parametrize("error", [Unavailable("down"), RateLimited("too many")])
async def test_a_break_keeps_what_was_fetched(error: Exception) -> None:
    shelf = Shelf()
    for symbol in NAMES[30:]:
        shelf.source.fail("bars", error, symbol)
    with pytest.raises(type(error)):
        await shelf.history().bring(NAMES, UPTO, FIRST)
    assert set(shelf.kept) == set(NAMES[:30])
    for symbol in NAMES[30:]:
        shelf.source.heal("bars", symbol)
    due = [symbol for symbol in NAMES if symbol not in shelf.kept]
    await shelf.history().bring(due, UPTO, FIRST)
    assert set(shelf.kept) == set(NAMES)
    assert shelf.source.count("bars") <= 45 + 2


async def test_a_member_for_which_the_service_failed_once_is_named() -> None:
    shelf = Shelf()
    shelf.source.fail("bars", Unavailable("late"), "M03")
    tally = await shelf.history().bring(NAMES[:8], UPTO, FIRST)
    assert (tally.failed, tally.missing) == (("M03",), ())
    assert "M03" not in shelf.kept


async def test_members_without_closes_are_told() -> None:
    shelf = Shelf()
    shelf.source.fail("bars", NotFound("no"), "M03")
    shelf.source.fail("bars", BadData("nonsense"), "M05")
    tally = await shelf.history().bring(NAMES[:8], UPTO, FIRST)
    assert tally.missing == ("M03", "M05")
    assert shelf.kept["M03"].checked_day == UPTO, "not asked for again today"
    assert "M05" not in shelf.kept, "but nonsense is"
