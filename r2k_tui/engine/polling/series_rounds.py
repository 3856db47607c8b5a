"""Rounds over the series of a topic: requests one by one, and the outcome of the whole round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable

from r2k_tui.engine.clock import Clock
from r2k_tui.engine.polling.retry import RetrySchedule
from r2k_tui.engine.polling.series_round import SeriesRound
from r2k_tui.engine.polling.topic import Incomplete
from r2k_tui.engine.state.archive import SeriesKey
from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import AuthFailed, NotFound, RateLimited, SourceError, Unavailable

_ENOUGH_FAILURES = 2
# Freshness of series fetched by a round, while later rounds continue with the rest.
_ROUND_S = 900.0


class SeriesRounds:
    """Rounds of the topics `daily` and `intraday`. `name`: the source in messages; `fetched`: series it has delivered.

    `fetch` brings one series of a topic up to date and raises SourceError; `report` publishes that error. `resting`
    retries the intraday series that fail alone.
    """

    def __init__(
        self,
        name: str,
        clock: Clock,
        fetched: Collection[SeriesKey],
        resting: RetrySchedule[SeriesKey],
        fetch: Callable[[str, Interval, str], Awaitable[object]],
        report: Callable[[str, Interval, SourceError], None],
    ) -> None:
        self._name, self._clock, self._fetched, self._resting = name, clock, fetched, resting
        self._fetch, self._report = fetch, report
        self._rounds = {topic: SeriesRound[SeriesKey]() for topic in ("daily", "intraday")}
        # Number of requests that each topic's newest round needs without failures.
        self.expected: Counter[str] = Counter()

    def left(self, topic: str) -> tuple[SeriesKey, ...]:
        """Series that the last round of a topic left out."""
        return self._rounds[topic].left

    def forget(self) -> None:
        """Request every series in the next rounds."""
        for unfinished in self._rounds.values():
            unfinished.forget()

    async def run(self, topic: str, wanted: Iterable[SeriesKey]) -> str:
        """Fetch the series one by one; return a message for the user, "" on success.

        Raises SourceError when the source delivers none, Incomplete when some fail that a later poll may deliver. A
        round that contains only symbols without bars is not a failure of a source that has delivered other bars. Two
        consecutive failures of the service end the round, since the remaining series would most likely fail too. In the
        trial round that follows, one failure is enough; see SeriesRound.
        """
        keys = list(wanted)
        self.expected[topic] = len(keys)
        this = self._rounds[topic]
        keys = this.order(keys, self._clock(), _ROUND_S)
        trial, failed = this.is_trial, dict[SeriesKey, SourceError]()
        in_a_row = brought = 0
        for at, key in enumerate(keys):
            try:
                await self._fetch(*key, topic)
                in_a_row, brought = 0, brought + 1
            except RateLimited:
                this.ended([*self._due_again(failed), *keys[at:]], healthy=False)
                raise
            except SourceError as error:
                self._report(*key, error)
                failed[key] = error
                in_a_row = in_a_row + 1 if isinstance(error, Unavailable | AuthFailed) else 0
                if in_a_row == _ENOUGH_FAILURES or (trial and not brought):
                    return self._cut_short(topic, [*self._due_again(failed), *keys[at + 1 :]], error)
                if topic == "intraday":
                    self._resting.failed(key, self._clock())
        return self._completed(topic, len(keys), failed)

    def _cut_short(self, topic: str, left: list[SeriesKey], error: SourceError) -> str:
        """Outcome of a round that the last failure ended, with `left` not fetched."""
        this = self._rounds[topic]
        partly = this.is_trial and this.is_healthy
        this.ended(left, healthy=partly)
        if not partly:
            raise error
        return self._missing(topic, len(left))

    def _completed(self, topic: str, asked: int, failed: dict[SeriesKey, SourceError]) -> str:
        """Outcome of a round that requested every series."""
        this, again = self._rounds[topic], self._due_again(failed)
        if failed and len(failed) == asked:
            if (error := self._source_failed(failed)) is not None:
                this.ended(again, healthy=False)
                raise error
            again = []
        # `_resting` retries a chart or minute series that fails alone.
        this.ended(again if topic == "daily" else [], healthy=True)
        if this.is_trial:
            return self._missing(topic, len(failed))
        return f"{len(failed)} of {self.expected[topic]} symbols missing" if failed else ""

    def _missing(self, topic: str, count: int) -> str:
        message = f"{count} of {self.expected[topic]} symbols missing"
        if count:
            raise Incomplete(message)
        return ""

    def _source_failed(self, failed: dict[SeriesKey, SourceError]) -> SourceError | None:
        """Source failure behind a round without any bars; None where only the symbols are at fault."""
        if not self._fetched or not all(isinstance(error, NotFound) for error in failed.values()):
            return list(failed.values())[-1]
        given_before = [key for key in failed if key in self._fetched]
        if len(given_before) < _ENOUGH_FAILURES:
            return None
        return Unavailable(
            f"{self._name} finds none of {len(failed)} symbols, {len(given_before)} of which it had before:"
            " the service fails, not the symbols."
        )

    def _due_again(self, failed: dict[SeriesKey, SourceError]) -> list[SeriesKey]:
        """Series that a later poll may fetch; excludes symbols unknown to the source."""
        return [key for key, error in failed.items() if key in self._fetched or not isinstance(error, NotFound)]
