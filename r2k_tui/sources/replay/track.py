"""Recorded responses to one kind of request, and the choice among them for a request at a given time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from r2k_tui.sources.base import AuthFailed, BadData, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.sources.recording.records import DEFECT, Answer, RecordedFailure

Answered = TypeVar("Answered", bound=Answer)
# A replayed request may come this much before the recorded one that it stands for, in seconds: polls have jitter.
_AHEAD_S = 2.0
# Longest wait for a first answer, in recorded seconds.
_FIRST_S = 120.0
_ERRORS: dict[str, type[SourceError]] = {error.kind: error for error in (AuthFailed, BadData, NotFound, Unavailable)}


class Wait(NamedTuple):
    """The answer has not arrived yet; it does at `until` (seconds since the epoch), None for never."""

    until: float | None


class Track(Generic[Answered]):
    """Answers in order of arrival. Each is given once as long as there is a later one; see `at`."""

    def __init__(self, records: Iterable[Answered]) -> None:
        self._records = sorted(records, key=lambda record: record.at)
        self._arrivals = [record.at for record in self._records]
        self._given = -1

    def arrived(self, now: float) -> list[Answered]:
        """The answers that had arrived at `now`."""
        return self._records[: bisect_right(self._arrivals, now)]

    def poll(self, now: float) -> Answered | Wait:
        """Answer to the next one of regular polls: the newest that was not given yet, or else the next to arrive.

        A poll is therefore in flight exactly when the recorded one was, or rested.
        """
        newest = bisect_right(self._arrivals, now) - 1
        if newest > self._given:
            self._given = newest
            return self._records[newest]
        return Wait(self._arrivals[newest + 1] if newest + 1 < len(self._records) else None)

    def current(self, now: float) -> Answered | None:
        """The newest answer that had arrived at `now`."""
        known = bisect_right(self._arrivals, now)
        return self._records[known - 1] if known else None

    def coming(self, now: float) -> float | None:
        """Arrival of the answer that a single request at `now` should wait for; None where the newest will do.

        It waits for one that was on its way, or that is the first, unless there is one that was not given yet.
        """
        newest = bisect_right(self._arrivals, now) - 1
        waits = newest <= self._given and newest + 1 < len(self._records)
        self._given = max(self._given, newest)
        if not waits:
            return None
        ahead = self._records[newest + 1]
        first = newest < 0 and ahead.at <= now + _FIRST_S
        return ahead.at if first or ahead.asked_at <= now + _AHEAD_S else None


def error_of(failure: RecordedFailure) -> SourceError:
    """The SourceError that was recorded. Its times are those of the recording, as the clock of a replay is."""
    if failure.kind == RateLimited.kind:
        return RateLimited(failure.message, failure.retry_at)
    if failure.kind == DEFECT:
        return BadData(f"defect in R2K: {failure.message}")
    error = _ERRORS.get(failure.kind, SourceError)(failure.message)
    error.kind = failure.kind
    return error
