"""What the engine answers to a request for a chart: the cut, lines, marks, hours, and what is missing."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.messages.bars import GetChart
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.sources.base import Capabilities, SourceInfo
from tests.engine.charts.charted import WAVE, charted, line
from tests.engine.stage import TODAY, Stage
from tests.fakes.invented_bars import daily_bars, wave


class TestSecondSymbol:
    @pytest.mark.parametrize(
        ("symbol", "against"), [("IWM", "SPY"), ("^RUT", "^GSPC"), ("SPY", "IWM"), ("^GSPC", "^RUT")]
    )
    async def test_large_caps_unless_another_is_named(self, stage: Stage, symbol: str, against: str) -> None:
        reply = await charted(stage, GetChart(symbol, "1Y", (), "strength"))
        assert (reply.against, reply.plots[0].note) == (against, f"against {against}")

    async def test_it_is_the_change_of_the_log_ratio(self, stage: Stage) -> None:
        stage.source.put(daily_bars("GLD", WAVE, TODAY))
        other = wave(400, 50.0)[::-1]
        stage.source.put(daily_bars("SLV", other, TODAY))
        reply = await charted(stage, GetChart("GLD", "6M", (), "strength", "SLV"))
        ratio = np.log(np.array(WAVE) / np.array(other))[-len(reply.bars) :]
        np.testing.assert_allclose(line(reply, "strength"), ratio - ratio[0])

    async def test_one_that_nobody_has_costs_its_pane_alone(self, stage: Stage) -> None:
        reply = await charted(stage, GetChart("IWM", "1Y", ("sma20",), "strength", "XYZ"))
        average, strength = reply.plots
        assert not average.absent
        assert (strength.absent, strength.note) == (True, "XYZ: nobody has 1d bars of XYZ")


class TestRefusals:
    async def test_unknown_names(self, stage: Stage) -> None:
        assert (await charted(stage, GetChart("IWM", "2D"))).message.startswith("no range 2D")
        assert (await charted(stage, GetChart("IWM", "1Y", ("sma21",)))).message.startswith("no indicator sma21")

    async def test_a_symbol_that_nobody_has(self, stage: Stage) -> None:
        assert await charted(stage, GetChart("XYZ", "1Y")) == Failure("not_found", "nobody has 1d bars of XYZ")

    async def test_a_source_without_intraday_bars(self, stage: Stage) -> None:
        stage.source.capabilities = Capabilities(SourceInfo("scripted"), intervals=(Interval.D1,))
        assert await charted(stage, GetChart("IWM", "1D")) == Failure("not_found", "scripted has no 1m bars")
