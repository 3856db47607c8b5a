"""The ledger as of now: puts the case together, tests every claim, and tells of verdicts that have changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.engine.thesis.claims import claims_of, symbols_of
from r2k_tui.engine.thesis.evaluate import evaluate_claims, flips, worth_keeping
from r2k_tui.engine.thesis.inputs import ClaimInputs
from r2k_tui.model.allocation import AllocationStudy, TiltPoint, TiltTest
from r2k_tui.model.log import Level
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.messages.allocation import AllocationReply, GetAllocation
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.readings.reading import Reading
from r2k_tui.model.thesis import ClaimResult, Flip, Ledger
from r2k_tui.sources.base import SourceError

if TYPE_CHECKING:
    from r2k_tui.engine.context import EngineContext
    from r2k_tui.engine.services import Services

TOPIC = "thesis"
READINGS = (
    *("chan126_intact_up", "chan126_slope_ann", "chan126_r2", "chan126_z"),
    *("obv_slope20", "obv_slope20_norm", "obv_change_20d"),
)
# The sweep of the small caps' floor, or a sentence where there is none.
TiltSweep = tuple[TiltPoint, ...] | str
TiltWalkForward = tuple[TiltTest, ...] | str


class ThesisService:
    """Tests the claims on what `polling` knows; `raised` gets every flip, besides the log."""

    def __init__(
        self, core: EngineContext, polling: Services, raised: Callable[[Flip], None] = lambda flip: None
    ) -> None:
        self._core, self._polling, self._raised = core, polling, raised
        config = core.setup.config
        self._claims = claims_of(config.market, config.thesis)
        self._symbols = symbols_of(config.market, config.thesis)
        self._sweep: TiltSweep = "the cost of the tilt is not computed yet"
        self._walked: TiltWalkForward = "the walk-forward of the tilt is not computed yet"
        self._testing = asyncio.Lock()

    async def ledger(self, *, whole: bool = False) -> Ledger:
        """Every claim tested on what is known now; `whole`: on what takes long as well."""
        if whole:
            await self._polling.economy.ready(fresh=True)
            self._sweep, self._walked = await self._swept()
            if self._core.market.facts.live and self._core.setup.config.universe.enabled:
                await self._polling.universe.settle()
        async with self._testing:
            case = await self._case()
            results = await asyncio.to_thread(evaluate_claims, self._claims, case)
            await self._compare(results)
        facts = self._core.market.facts
        return Ledger(case.day.isoformat(), facts.name, facts.simulated, results)

    async def _swept(self) -> tuple[TiltSweep, TiltWalkForward]:
        from r2k_tui.engine.allocation.requests import laboratory_answer

        try:
            reply = await laboratory_answer(self._core, self._polling, GetAllocation())
        except SourceError as error:
            return str(error), str(error)
        if isinstance(reply, AllocationReply):
            study = reply.study
            walked = study.tilt_test or _why_not_walked(study)
            return study.tilt_cost or "the sweep of the floor found nothing", walked
        words = reply.message if isinstance(reply, Failure) else "no study of the allocation came"
        return words, words

    async def look(self) -> None:
        """Test for the sake of what has changed."""
        await self.ledger()

    async def _case(self) -> ClaimInputs:
        desk = self._polling.desk
        figures, policy = await desk.figures(), await desk.policy()
        bars = {}
        for symbol in self._symbols:
            if (known := await desk.finished(symbol)) is None:
                known = await self._asked(symbol)
            if known is not None:
                bars[symbol] = known
        config = self._core.setup.config
        floors = (sleeve.floors.get(config.market.small_fund, 0.0) for sleeve in config.allocation.sleeves)
        return ClaimInputs(
            day=desk.day(),
            market=config.market,
            bars=bars,
            sessions=self._polling.hours.days(),
            readings=await self._readings(),
            figures=figures,
            policy=policy,
            tilt=self._sweep,
            floor=max(floors, default=0.0),
            tilt_test=self._walked,
        )

    async def _asked(self, symbol: str) -> DailySeries | None:
        try:
            await self._polling.fetch(symbol, Interval.D1)
        except SourceError:
            return None
        return await self._polling.desk.finished(symbol)

    async def _readings(self) -> dict[str, Reading]:
        picture = await self._polling.runner.compute(self._core.setup.config.market.index, READINGS)
        return picture.readings if picture is not None else {}

    async def _compare(self, results: tuple[ClaimResult, ...]) -> None:
        """Tell of every flip, and keep the verdicts for the next time."""
        archive, shelf = self._core.archive, self._polling.economy.shelf
        before = await archive.look(shelf.verdicts) or {}
        for flip in flips(results, before):
            words = f"{flip.claim}: {flip.before.value} on {flip.before_day}, {flip.now.value} now; {flip.reason}"
            self._core.note(Level.WARNING, TOPIC, words.replace("_", " "))
            self._raised(flip)
        await archive.look(partial(shelf.save_verdicts, worth_keeping(results)))


def _why_not_walked(study: AllocationStudy) -> str:
    if not study.constraints.floors.get(study.small):
        return f"a floor of {study.small} in the sleeves of [allocation]: without one there is no tilt to test"
    return f"a walk-forward of the tilt: {study.n_returns} common returns are too few, or no weights were found"
