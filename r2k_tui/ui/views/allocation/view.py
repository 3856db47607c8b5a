"""The allocation view: weights, frontier, cost of the tilt, history and simulations, correlations, trades."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from itertools import combinations

from r2k_tui.config.sections.allocation import PORTFOLIOS
from r2k_tui.model.allocation import AllocationStudy
from r2k_tui.model.messages.allocation import (
    AllocationReply,
    BacktestReply,
    GetAllocation,
    GetBacktest,
    GetPairCorrelation,
    GetSimulation,
    SimulationReply,
    StopAllocation,
)
from r2k_tui.model.messages.readings import HistoryReply
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.lines import BLANK, Line
from r2k_tui.ui.drawing.modes import Mode
from r2k_tui.ui.drawing.plots.axes import tick_label
from r2k_tui.ui.drawing.plots.history import history_lines
from r2k_tui.ui.drawing.table_export import ExportTable
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.views.allocation.hedges import futures_lines, hedge_lines
from r2k_tui.ui.views.allocation.plots import fan_lines, frontier_lines, growth_lines, rolling_lines, tilt_lines
from r2k_tui.ui.views.allocation.tables import (
    correlation_lines,
    measure_lines,
    share_lines,
    stress_lines,
    title,
    trade_lines,
)
from r2k_tui.ui.views.base import View
from r2k_tui.ui.widgets.text_panel import Body, ChoicePanel, TextPanel

_PAIR_ROWS = 7


class AllocationView(View):
    """View 5. Left and right choose the target portfolio; Esc stops the computation."""

    DEFAULT_CSS = """
    AllocationView #panels {
        layout: grid; grid-size: 2; grid-rows: 19 18 18 20 18; overflow-y: auto; scrollbar-size-vertical: 1;
    }
    AllocationView.-widest #panels { grid-size: 3; grid-rows: 15 14 15 14; }
    AllocationView.-widest #shares, AllocationView.-widest #measures { row-span: 2; }
    AllocationView.-normal #panels, AllocationView.-narrow #panels { layout: vertical; }
    AllocationView.-normal #panels > *, AllocationView.-narrow #panels > * { height: 14; }
    AllocationView.-normal #shares { height: 18; }
    AllocationView.-normal #correlations, AllocationView.-normal #stressed { height: 20; }
    """

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, "allocation")
        self._target, self._pair, self._stopping = "", 0, False
        self.parts = (
            self._panel("Weights: now and target", self._shares, "shares"),
            self._panel("Frontier: return by volatility", self._frontier, "frontier"),
            self._panel("Cost of the tilt", self._tilt, "tilt"),
            self._panel("Growth and drawdown", self._growth, "growth"),
            self._panel("Simulations by block bootstrap", self._futures, "futures"),
            self._panel("Portfolios", self._measures, "measures"),
            self._panel("Rolling Sharpe and years", self._rolling, "rolling"),
            ChoicePanel("Correlations", self._correlations, self._next_pair, id="correlations", foot=self.origin),
            self._panel("Trades and hedges", self._trades, "trades"),
            self._panel("Stress on today's weights", self._stress, "stressed"),
        )

    def _panel(self, title: str, body: Body, name: str) -> TextPanel:
        return TextPanel(title, body, id=name, foot=self.origin)

    def requests(self) -> Mapping[str, Request]:
        """See View."""
        return {
            "allocation": GetAllocation(self._target),
            "simulation": GetSimulation(self._target),
            "backtest": GetBacktest(self._target),
            **self._pair_request(),
        }

    async def load(self) -> None:
        """Portfolios first: the screen shows them while the backtest is still computing."""
        await self._fetch("allocation", self.requests()["allocation"])
        later = [(name, request) for name, request in self.requests().items() if name != "allocation"]
        await asyncio.gather(*(self._fetch(name, request) for name, request in later))

    def on_key_pan(self, steps: int) -> None:
        """Make the next portfolio the target."""
        study = self._study
        if study is None:
            return
        names: list[str] = [name for name in PORTFOLIOS if study.portfolios.get(name) is not None]
        if names:
            at = names.index(self._aim(study)) if self._aim(study) in names else 0
            self._aim_at(names[(at + steps) % len(names)])

    def modes(self) -> list[Mode]:
        """See View: a computation, and another target than the settings'; the panels show both."""
        running = [Mode("the computation", self._stop_once)] if self._is_computing() else []
        return [*running, *([Mode(f"target {title(self._target)}", self._aim_as_set)] if self._target else [])]

    def _is_computing(self) -> bool:
        """Whether there is a computation that was not told to stop."""
        feed = self.mirror.feeds.get("allocation")
        computes = feed is not None and bool(feed.progress)
        self._stopping &= computes
        return computes and not self._stopping and not self.mirror.refusal(StopAllocation)

    def _stop_once(self) -> None:
        self._stopping = True
        self.go_back()

    def _aim_as_set(self) -> None:
        self._aim_at("")

    def _aim_at(self, target: str) -> None:
        self._target = target
        for name in ("backtest", "simulation"):
            self._replies.pop(name, None)
        self.paint()
        self.reload()

    def go_back(self) -> None:
        """Stop the computation, where this terminal may."""
        if words := self.mirror.refusal(StopAllocation):
            self.foot.say(words)
            return
        self.run_worker(self.client.ask(StopAllocation()), group="stop", exit_on_error=False)

    def export_table(self) -> ExportTable:
        """The weights of every portfolio."""
        study = self._study
        if study is None:
            return ExportTable(("portfolio", "symbol", "weight", "simulated"), [])
        rows = [
            (name, symbol, weight, self.mirror.facts.simulated)
            for name, portfolio in study.portfolios.items()
            if portfolio is not None
            for symbol, weight in portfolio.weights.items()
        ]
        return ExportTable(("portfolio", "symbol", "weight", "simulated"), rows)

    @property
    def _study(self) -> AllocationStudy | None:
        result = self.reply("allocation", AllocationReply)
        return result.study if result is not None else None

    def _aim(self, study: AllocationStudy) -> str:
        return self._target or (study.plan.target if study.plan else "equal")

    def _next_pair(self, steps: int) -> None:
        self._pair += steps
        self.reload()

    def _pair_request(self) -> dict[str, Request]:
        study = self._study
        pairs = list(combinations(study.universe, 2)) if study is not None else []
        return {"pair": GetPairCorrelation(*pairs[self._pair % len(pairs)])} if pairs else {}

    def _of_study(self, draw: Callable[[AllocationStudy], list[Line]]) -> list[Line]:
        lines = self.with_reply("allocation", AllocationReply, lambda reply: draw(reply.study))
        return lines if self._study is not None else [*lines, *self._progress()]

    def _progress(self) -> list[Line]:
        feed = self.mirror.feeds.get("allocation")
        return [((f" {feed.progress}", "dim"),)] if feed is not None and feed.progress else []

    def _shares(self, width: int, _: int) -> list[Line]:
        def draw(study: AllocationStudy) -> list[Line]:
            aim = self._aim(study)
            portfolio = study.portfolios.get(aim)
            head: Line = (
                (" target ", "dim"),
                (title(aim), "accent"),
                (f"  {portfolio.how if portfolio else 'could not be computed'}; ", "dim"),
                aimed(("h l: another", "dim"), "action", "right"),
            )
            text = [((f" {p.message}", "warn"),) for p in study.problems if p.kind != "no_holdings"]
            return [head, *share_lines(study, aim, width), *text]

        return self._of_study(draw)

    def _frontier(self, width: int, height: int) -> list[Line]:
        return self._of_study(lambda study: frontier_lines(study, self._aim(study), width, height))

    def _tilt(self, width: int, height: int) -> list[Line]:
        return self._of_study(lambda study: tilt_lines(study, width, height))

    def _measures(self, width: int, _: int) -> list[Line]:
        return self._of_study(lambda study: measure_lines(study, self._aim(study), width))

    def _trades(self, width: int, _: int) -> list[Line]:
        def draw(study: AllocationStudy) -> list[Line]:
            futures = futures_lines(study.futures, width) if study.futures is not None else []
            return [*trade_lines(study), BLANK, *hedge_lines(study.hedges), *futures]

        return self._of_study(draw)

    def _growth(self, width: int, height: int) -> list[Line]:
        def draw(reply: BacktestReply) -> list[Line]:
            return growth_lines(reply.backtest, width, height)

        return self._computed("backtest", BacktestReply, self.with_reply("backtest", BacktestReply, draw))

    def _rolling(self, width: int, height: int) -> list[Line]:
        def draw(reply: BacktestReply) -> list[Line]:
            return rolling_lines(reply.backtest, width, height)

        return self._computed("backtest", BacktestReply, self.with_reply("backtest", BacktestReply, draw))

    def _futures(self, width: int, height: int) -> list[Line]:
        def draw(reply: SimulationReply) -> list[Line]:
            return fan_lines(reply.simulation, width, height)

        return self._computed("simulation", SimulationReply, self.with_reply("simulation", SimulationReply, draw))

    def _computed(self, name: str, kind: type[BacktestReply | SimulationReply], lines: list[Line]) -> list[Line]:
        """The lines; the progress while there is no answer."""
        return lines if isinstance(self._replies.get(name), kind) else [*lines, *self._progress()]

    def _correlations(self, width: int, height: int) -> list[Line]:
        def draw(study: AllocationStudy) -> list[Line]:
            lines = [*correlation_lines(study.correlations, width), BLANK]
            pair = self.reply("pair", HistoryReply)
            if pair is None:
                return lines
            head: Line = ((f" {pair.name}, over 63 sessions; h l: another pair", "dim"),)
            room = max(_PAIR_ROWS, height - len(lines) - 1)
            return [*lines, head, *history_lines(pair, width, room, tick_label)]

        return self._of_study(draw)

    def _stress(self, _: int, __: int) -> list[Line]:
        return self._of_study(lambda study: stress_lines(study.stress))
