"""Thesis ledger as of now: gathers the inputs, tests every claim, and reports changed verdicts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.engine.allocation.service import AllocationService
from r2k_tui.engine.allocation.worker.client import AllocationFailure
from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.macro.report import MacroReport
from r2k_tui.engine.readings.service import ReadingsService
from r2k_tui.engine.thesis.claims import claims_of, symbols_of
from r2k_tui.engine.thesis.evaluate import evaluate_claims, flips, worth_keeping
from r2k_tui.engine.thesis.inputs import ClaimInputs
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.allocation.tilt import TiltPoint, TiltTest
from r2k_tui.model.log import Level
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.readings.reading import Reading
from r2k_tui.model.thesis import ClaimResult, Flip, Ledger
from r2k_tui.sources.base import SourceError
from r2k_tui.store.macro import MacroStore

TOPIC = "thesis"
READINGS = (
    *("chan126_intact_up", "chan126_slope_ann", "chan126_r2", "chan126_z"),
    *("obv_slope20", "obv_slope20_norm", "obv_change_20d"),
)
_FLIPS_KEPT = 50
# Sweep of the small-cap floor and walk-forward of the tilt; a sentence with the reason where unavailable.
TiltSweep = tuple[TiltPoint, ...] | str
TiltWalkForward = tuple[TiltTest, ...] | str


class ThesisService:
    """Tester of all claims on the data of the other services; `on_flip` receives each changed verdict."""

    def __init__(
        self,
        context: EngineContext,
        bars: BarService,
        readings: ReadingsService,
        macro_report: MacroReport,
        universe: UniverseService,
        allocation: AllocationService,
        store: MacroStore,
        on_flip: Callable[[Flip], None],
    ) -> None:
        self._context, self._bars, self._readings = context, bars, readings
        self._macro_report, self._universe, self._allocation = macro_report, universe, allocation
        self._store, self._on_flip = store, on_flip
        self._claims = claims_of(context.config.market, context.config.thesis)
        self._symbols = symbols_of(context.config.market, context.config.thesis)
        self._sweep: TiltSweep = "the cost of the tilt is not computed yet"
        self._walked: TiltWalkForward = "the walk-forward of the tilt is not computed yet"
        self._testing = asyncio.Lock()
        self._flips: tuple[Flip, ...] = ()

    @property
    def flips(self) -> tuple[Flip, ...]:
        """Verdicts that changed since this engine started, oldest first; the newest fifty."""
        return self._flips

    async def ledger(self, *, whole: bool = False) -> Ledger:
        """Ledger of all claims, tested on the data available now.

        `whole` first waits for the slow inputs: fresh macro series, the tilt study and a full sweep of the universe.
        """
        if whole:
            await self._macro_report.ready(fresh=True)
            self._sweep, self._walked = await self._tilt()
            if self._context.market.facts.live and self._context.config.universe.enabled:
                await self._universe.ready(settled=True)
        async with self._testing:
            inputs = await self._inputs()
            results = await asyncio.to_thread(evaluate_claims, self._claims, inputs)
            await self._compare(results)
        facts = self._context.market.facts
        return Ledger(inputs.day.isoformat(), facts.name, facts.simulated, results)

    async def update(self) -> None:
        """Retest all claims, to report the flips that new data cause; not before there is any history."""
        if any((symbol, Interval.D1) in self._context.market.bars for symbol in self._symbols):
            await self.ledger()

    async def _tilt(self) -> tuple[TiltSweep, TiltWalkForward]:
        try:
            study = await self._allocation.study()
        except (SourceError, AllocationFailure) as error:
            return str(error), str(error)
        walked = study.tilt_test or _why_not_walked(study)
        return study.tilt_cost or "the sweep of the floor found nothing", walked

    async def _inputs(self) -> ClaimInputs:
        report, config = self._macro_report, self._context.config
        figures, policy = await report.figures(), await report.policy()
        bars = {symbol: series for symbol in self._symbols if (series := await self._daily(symbol)) is not None}
        floors = (sleeve.floors.get(config.market.small_fund, 0.0) for sleeve in config.allocation.sleeves)
        return ClaimInputs(
            day=report.day(),
            market=config.market,
            bars=bars,
            sessions=report.hours.days(),
            readings=await self._index_readings(),
            figures=figures,
            policy=policy,
            tilt=self._sweep,
            floor=max(floors, default=0.0),
            tilt_test=self._walked,
        )

    async def _daily(self, symbol: str) -> DailySeries | None:
        try:
            return await self._bars.finished_daily(symbol, fetch=True)
        except SourceError:
            return None  # the check reports the missing bars

    async def _index_readings(self) -> dict[str, Reading]:
        computed = await self._readings.compute(self._context.config.market.index, READINGS)
        return computed.readings if computed is not None else {}

    async def _compare(self, results: tuple[ClaimResult, ...]) -> None:
        """Report each flip, and store the verdicts as the baseline of the next comparison."""
        archive, store = self._context.archive, self._store
        before = await archive.run(store.verdicts) or {}
        for flip in flips(results, before):
            words = f"{flip.claim}: {flip.before.value} on {flip.before_day}, {flip.now.value} now; {flip.reason}"
            self._context.log(Level.WARNING, TOPIC, words.replace("_", " "))
            self._on_flip(flip)
            self._flips = (*self._flips, flip)[-_FLIPS_KEPT:]
        await archive.run(partial(store.save_verdicts, worth_keeping(results)))


def _why_not_walked(study: AllocationStudy) -> str:
    if not study.constraints.floors.get(study.small):
        return f"a floor of {study.small} in the sleeves of [allocation]: without one there is no tilt to test"
    return f"a walk-forward of the tilt: {study.n_returns} common returns are too few, or no weights were found"
