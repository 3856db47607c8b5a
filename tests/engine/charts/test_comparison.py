"""What the engine answers to a request for a comparison."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from r2k_tui.model.messages.charts.comparison import ComparisonReply, GetComparison
from r2k_tui.model.messages.outcome import Failure
from tests.engine.charts.charted import WAVE
from tests.engine.stage import TODAY, Stage, ask
from tests.fakes.invented_bars import daily_bars, wave


async def compared(stage: Stage, *symbols: str, name: str = "6M", total: bool = False) -> Any:
    async with stage.running() as engine:
        return await ask(engine, GetComparison(symbols, name, total))


async def test_lines_start_together_at_the_first_bar_that_all_have(stage: Stage) -> None:
    stage.source.put(daily_bars("GLD", WAVE, TODAY))
    stage.source.put(daily_bars("NEW", wave(40, 50.0), TODAY))
    reply = await compared(stage, "GLD", "NEW")
    assert isinstance(reply, ComparisonReply)
    assert len(reply.moments()) == 40
    gld, new = reply.series
    assert (gld.numbers()[0], new.numbers()[0]) == (1.0, 1.0)
    assert new.numbers()[-1] == pytest.approx(wave(40, 50.0)[-1] / wave(40, 50.0)[0])
    assert gld.change == pytest.approx(WAVE[-1] / WAVE[-40] - 1)
    assert reply.notes[0].endswith("and shortens the others")
    assert reply.notes[0].startswith("NEW begins 2025-")


async def test_one_that_ended_earlier_blames_nobody_for_the_start_of_the_range(stage: Stage) -> None:
    stage.source.put(daily_bars("GLD", WAVE, TODAY))
    stage.source.put(daily_bars("END", WAVE, TODAY - timedelta(days=30)))
    reply = await compared(stage, "GLD", "END")
    alone = await compared(stage, "GLD")
    assert reply.moments()[0] == alone.moments()[0], "the range ends with the newest bar of all"
    (note,) = reply.notes
    assert note.startswith("END ends 2025-")


async def test_a_day_that_one_lacks_is_left_out_and_counted(stage: Stage) -> None:
    stage.source.put(daily_bars("GLD", WAVE, TODAY))
    whole = daily_bars("GAP", WAVE, TODAY)
    at = np.frombuffer(whole.time, dtype=np.int64)
    rows = np.delete(np.arange(len(at)), [len(at) - 10])
    columns = {
        name: np.frombuffer(getattr(whole, name))[rows].tobytes()
        for name in ("open", "high", "low", "close", "adj_close", "volume")
    }
    import msgspec

    stage.source.put(msgspec.structs.replace(whole, time=at[rows].tobytes(), **columns))
    reply = await compared(stage, "GLD", "GAP")
    assert at[len(at) - 10] not in set(reply.moments())
    assert [one.unshared for one in reply.series] == [1, 0]
    assert reply.series[1].correlation == pytest.approx(1.0)


async def test_one_without_bars_and_one_without_common_bars_are_left_out_by_name(stage: Stage) -> None:
    stage.source.put(daily_bars("GLD", WAVE, TODAY))
    stage.source.put(daily_bars("OLD", wave(30), TODAY - timedelta(days=400)))
    reply = await compared(stage, "GLD", "XYZ", "OLD")
    assert [one.symbol for one in reply.series] == ["GLD"]
    assert [problem.symbol for problem in reply.left_out] == ["XYZ", "OLD"]
    assert "fewer than two bars in common with GLD" in reply.left_out[1].message


async def test_dividends_count_where_they_are_asked_for_and_known(stage: Stage) -> None:
    import msgspec

    from r2k_tui.model.market.bars import pack_floats

    bars = daily_bars("PAY", WAVE, TODAY)
    adjusted = [value * 0.5 for value in WAVE[:-1]] + [WAVE[-1]]
    stage.source.put(msgspec.structs.replace(bars, adj_close=pack_floats(adjusted)))
    price = await compared(stage, "PAY")
    total = await compared(stage, "PAY", total=True)
    assert (price.total, total.total) == (False, True)
    assert 1 + total.series[0].change == pytest.approx(2 * (1 + price.series[0].change))
    assert not (await compared(stage, "IWM", name="1D", total=True)).total


async def test_a_ratio_can_be_compared(stage: Stage) -> None:
    reply = await compared(stage, "IWM", "IWM/SPY")
    assert [one.symbol for one in reply.series] == ["IWM", "IWM/SPY"]


@pytest.mark.parametrize(
    ("symbols", "words"),
    [
        ((), "one to 6"),
        (tuple("ABCDEFG"), "one to 6"),
        (("IWM", "SPY", "IWM"), "IWM is in the comparison twice"),
    ],
)
async def test_refusals(stage: Stage, symbols: tuple[str, ...], words: str) -> None:
    reply = await compared(stage, *symbols)
    assert isinstance(reply, Failure)
    assert words in reply.message
