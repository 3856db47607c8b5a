"""Topic of short interest, and its figures for the members."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Protocol

import msgspec
import numpy as np

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.polling import Cadence
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.polling.provider_topic import TopicNeeds, provider_topic
from r2k_tui.engine.polling.topic_task import TopicTask
from r2k_tui.engine.screens.columns import MemberColumns
from r2k_tui.engine.short_interest.figures import MemberFigures, SettledColumns, member_figures, settled_columns
from r2k_tui.engine.short_interest.files import AGAIN_S, FinraFiles, SimulatedFiles
from r2k_tui.engine.short_interest.report import ReportInputs, report_of
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.index.short_interest import Settlement, ShortInterest, SqueezeRule
from r2k_tui.sources.base import Capabilities, NotFound, Source
from r2k_tui.sources.finra.client import ORIGIN, FinraClient
from r2k_tui.sources.finra.schedule import SettlementDates, after_settlement, before
from r2k_tui.sources.member_data import ShortInterestSource
from r2k_tui.store.short_interest import ShortInterestStore

SHORT_INTEREST = "shorts"
# A look at the calendar; a request follows only while a newer file may be public.
_EVERY_S = 6 * 3600.0
_CADENCE = Cadence(pre=_EVERY_S, open=_EVERY_S, post=_EVERY_S, closed=_EVERY_S)


class Files(Protocol):
    """Where settlements come from; see FinraFiles."""

    @property
    def requests(self) -> int:
        """HTTP requests sent so far."""

    async def restore(self) -> tuple[Settlement, ...]:
        """Settlements of earlier runs."""

    def settlements(self) -> tuple[Settlement, ...]:
        """The newest two that are known, the newest first."""

    async def fetch(self) -> tuple[Settlement, ...]:
        """Request what is not known yet. Raises SourceError."""

    async def close(self) -> None:
        """Release the connections."""


class ShortInterestService:
    """Owner of the topic `shorts`; `members` holds the list, its weights, shares and prices."""

    names = frozenset({"short_shares", "short_float", "short_fraction", "days_to_cover", "short_change", "squeeze"})

    def __init__(self, context: EngineContext, members: UniverseState, needs: TopicNeeds) -> None:
        self._context, self._hours, self._members = context, needs.hours, members
        self._as_of = date.fromisoformat(context.as_of) if context.as_of is not None else None
        universe, limits = context.config.universe, context.config.limits
        self.rule = SqueezeRule(universe.squeeze_fraction, universe.squeeze_days)
        self.off = why_off(context.config, needs.source.capabilities, needs.source, publishes=needs.publishes)
        self._files = None if self.off else _files(context, needs, self._as_of)
        self._topic = provider_topic(
            SHORT_INTEREST,
            _CADENCE,
            self._poll,
            context,
            needs,
            publish=lambda status: needs.health(msgspec.structs.replace(status, progress=self._progress())),
            # A file that stays wrong is large: it is requested less and less often.
            backoff_s=(limits.backoff_s, max(AGAIN_S, limits.backoff_max_s)),
        )
        self._task = TopicTask(self._topic if self._files is not None else None, self._run)
        self._known = asyncio.Event()
        self._settled: tuple[tuple[Settlement, ...], tuple[str, ...], SettledColumns] | None = None

    def begin(self) -> None:
        """Start the topic; no effect where it runs already or is off."""
        self._task.begin()

    async def _run(self) -> None:
        assert self._files is not None
        if await self._files.restore():
            self._known.set()
        await self._topic.run()

    async def ready(self, *, settled: bool = False) -> None:
        """Start the topic, and wait until a settlement is known; with `settled`, until the first attempt has ended."""
        self.begin()
        if settled:
            await self._task.attempted()
        elif self._task.begun:
            await self._known.wait()

    def insist(self) -> None:
        """Poll now for a user; an absent file is requested again after some hours only, a wrong one after minutes."""
        self._task.insist()

    async def close(self) -> None:
        """Stop the topic, and release the connections."""
        await self._task.stop()
        if self._files is not None:
            await self._files.close()

    async def _poll(self) -> str:
        assert self._files is not None
        before = self._files.settlements()
        try:
            await self._files.fetch()
        finally:
            self._topic.count_requests(self._files.requests)
            self._known.set()
            if self._files.settlements() != before:
                self._announce()
        return ""

    def _announce(self) -> None:
        """Have whoever watches the members look at them again: columns of screens have changed."""
        if self._context.interest.universe_is_watched:
            self._context.market.changes.universe = True
        self._context.publisher.publish()

    def _progress(self) -> str:
        """The settlement in use, and when the next one is expected."""
        found = self._settlements()
        coming = self._upcoming(found)
        following = f"next {coming.session}, due {coming.expected} to {coming.due}"
        return f"settlement {found[0].day}; {following}" if found else f"no settlement yet; {following}"

    def _upcoming(self, found: tuple[Settlement, ...]) -> SettlementDates:
        """The first settlement after the newest one that is known, or the last one where none is."""
        days = self._hours.days()
        return after_settlement(date.fromisoformat(found[0].day), days) if found else before(self._today(), days, 1)[0]

    def _today(self) -> date:
        return self._as_of or new_york_day(self._context.clock())

    def _settlements(self) -> tuple[Settlement, ...]:
        return self._files.settlements() if self._files is not None else ()

    def _figures(self, symbols: tuple[str, ...]) -> MemberFigures:
        members, found = self._members, self._settlements()
        if self._settled is None or self._settled[0] != found or self._settled[1] != symbols:
            self._settled = (found, symbols, settled_columns(found, symbols))
        roll, today = members.roll, members.today
        unknown = np.full(len(symbols), np.nan)
        if roll is None or today is None or roll.symbols != symbols:
            return member_figures(
                self._settled[2], unknown, unknown, np.full(len(symbols), -1, dtype=np.int8), self.rule
            )
        figure = members.prices.figure
        return member_figures(self._settled[2], figure("float_shares"), figure("shares"), today.above_50d, self.rule)

    def columns(self, symbols: tuple[str, ...]) -> MemberColumns:
        """See ColumnSource."""
        found = self._figures(symbols)
        return MemberColumns(
            numbers={
                "short_shares": found.settled.shares,
                "short_float": found.of_float,
                "short_fraction": found.fraction,
                "days_to_cover": found.settled.cover,
                "short_change": found.change,
            },
            flags={"squeeze": found.squeeze},
        )

    def report(self) -> ShortInterest:
        """Short interest of the members as of now. Raises NotFound without any, or without a list of members."""
        found, roll, today = self._settlements(), self._members.roll, self._members.today
        if self.off:
            raise NotFound(f"no short interest: {self.off}")
        status = self._topic.status
        trouble = status.message if status.failures else ""
        if not found:
            day = f" for {self._context.as_of}" if self._as_of is not None else ""
            raise NotFound(f"short interest is not known{day}: {trouble or status.message or 'no file yet'}")
        if roll is None or today is None:
            raise NotFound("no list of members yet")
        inputs = ReportInputs(
            today=self._today(),
            symbols=roll.symbols,
            names=self._members.prices.names,
            weights=today.weight,
            settlements=found,
            upcoming=self._upcoming(found),
            rule=self.rule,
            trouble=trouble,
        )
        return report_of(inputs, self._figures(roll.symbols))


def why_off(config: Config, kept: Capabilities, source: Source, *, publishes: bool) -> str:
    """Why there is no short interest; "" where there may be."""
    if not config.universe.enabled:
        return "the members are off, or a replayed day has none"
    if not config.universe.short_interest:
        return "[universe] short_interest = false in the settings"
    if not kept.simulated and not kept.remote and not isinstance(source, ShortInterestSource):
        return f"the {source.name} source has none"
    if publishes and not kept.simulated and not config.hub.publish_opt_in:
        return "FINRA's files are for non-commercial use, so the hub publishes none: see publish_opt_in under [hub]"
    return ""


def _files(context: EngineContext, needs: TopicNeeds, as_of: date | None) -> Files:
    kept, source = needs.source.capabilities, needs.source
    if isinstance(source, ShortInterestSource) and (kept.simulated or not kept.remote):
        return SimulatedFiles(source, context.clock, as_of)
    client = FinraClient(context.config.finra, context.clock)
    store = ShortInterestStore(needs.store, ORIGIN)
    return FinraFiles(client, store, context.archive, context.clock, needs.hours.days, as_of)
