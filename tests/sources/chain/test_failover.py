"""Provider after provider until one has it."""

from __future__ import annotations

import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import AuthFailed, NotFound, Unavailable
from tests.engine.stage import TODAY
from tests.fakes.invented_bars import daily_bars, wave
from tests.sources.chain.stage import BACKOFF_MOST_S, FIRST, SECOND, THIRD, ChainStage, scripted, two

D1 = Interval.D1


async def test_with_everything_failing_the_first_error_is_raised_each_time() -> None:
    stage = two()
    stage.sources[FIRST].fail("bars", AuthFailed("denied."))
    stage.sources[SECOND].fail("bars", Unavailable("no route."))
    for _ in range(3):
        with pytest.raises(AuthFailed, match="denied"):
            await stage.chain.bars("IWM", D1)
    assert len(stage.calls(FIRST, "bars")) == len(stage.calls(SECOND, "bars")) == 3


async def test_what_one_lacks_while_another_fails_is_told_with_that_failure() -> None:
    stage = two()
    stage.sources[FIRST].fail("bars", Unavailable("no route."))
    with pytest.raises(NotFound, match=r"no route; nobody has 1d bars of IWM\."):
        await stage.chain.bars("IWM", D1)
    with pytest.raises(NotFound):
        await stage.chain.bars("IWM", D1)
    assert len(stage.calls(FIRST, "bars")) == 1, "its pause is kept, since somebody answered"
    stage.sources[FIRST].heal("bars")
    stage.sources[FIRST].put(daily_bars("IWM", wave(30), TODAY, source=FIRST))
    stage.wait(BACKOFF_MOST_S)
    assert (await stage.chain.bars("IWM", D1)).bars.source == FIRST, "a due one is asked for what nobody else has"


async def test_two_providers_that_fail_alike_are_told_once() -> None:
    stage = ChainStage(*(scripted(name) for name in (FIRST, SECOND, THIRD)))
    for name in (FIRST, SECOND):
        stage.sources[name].fail("bars", Unavailable("no route."))
    with pytest.raises(NotFound, match=r"^no route; nobody has 1d bars of IWM\.$"):
        await stage.chain.bars("IWM", D1)


async def test_an_empty_history_is_passed_over_and_no_new_bars_are_an_answer() -> None:
    stage = two()
    long = daily_bars("IWM", wave(30), TODAY, source=SECOND)
    stage.sources[FIRST].put(daily_bars("IWM", wave(30), TODAY, source=FIRST).slice(0, 0))
    stage.sources[SECOND].put(long)
    assert len((await stage.chain.bars("IWM", D1, long.times()[-1])).bars) == 0
    assert (await stage.chain.bars("IWM", D1)).bars.source == SECOND
