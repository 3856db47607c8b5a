"""Validation of records from an untrusted file: text is sanitized, numbers and series are checked."""

from __future__ import annotations

import math
from array import array
from functools import cache, lru_cache
from itertools import pairwise
from typing import TypeVar

import msgspec

from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars
from r2k_tui.model.market.feed import FeedStatus, Problem
from r2k_tui.model.market.news import Headline, headline
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.text import clean
from r2k_tui.sources.recording.records import (
    BarsRecord,
    NewsRecord,
    OpinionRecord,
    QuotesRecord,
    Record,
    RecordedFailure,
    StatusRecord,
    StreamRecord,
    TicksRecord,
)
from r2k_tui.sources.streaming import Tick

_NAME, _WORD, _SENTENCE = 200, 32, 300
# Seconds since the epoch up to the year 2100.
LATEST = 4.1e9
_LARGEST = 1e15
Checked = TypeVar("Checked", bound=msgspec.Struct)
replace = msgspec.structs.replace


def cleaned(record: Record) -> Record:
    """Sanitized record, safe to show and store. Raises ValueError."""
    checked = _numbers(record)
    if isinstance(checked, QuotesRecord):
        return _quotes(checked)
    if isinstance(checked, BarsRecord):
        bars = None if checked.bars is None else _bars(checked.bars)
        texts = {"symbol": word(checked.symbol), "problems": _problems(checked.problems)}
        return replace(checked, bars=bars, failure=_failure(checked.failure), **texts)
    if isinstance(checked, NewsRecord):
        found = tuple(item for one in checked.headlines if (item := _headline(one)) is not None)
        return replace(checked, symbol=word(checked.symbol), headlines=found, failure=_failure(checked.failure))
    if isinstance(checked, OpinionRecord):
        quote = None if checked.quote is None else _quote(checked.quote)
        return replace(checked, symbol=word(checked.symbol), besides=word(checked.besides), quote=quote)
    return _pushed(checked)


def word(text: str) -> str:
    """A symbol, or another short name."""
    return _word(text[: 8 * _WORD])


@lru_cache(maxsize=10_000)
def _word(text: str) -> str:
    return clean(text, _WORD)


def _pushed(record: Record) -> Record:
    if isinstance(record, StatusRecord):
        return replace(record, status=_status(record.status))
    if isinstance(record, TicksRecord):
        return replace(record, ticks=tuple(_tick(tick) for tick in record.ticks))
    return replace(record, message=clean(record.message, _SENTENCE)) if isinstance(record, StreamRecord) else record


def _quotes(record: QuotesRecord) -> QuotesRecord:
    disputed = {word(symbol): _finite(fields) for symbol, fields in record.disputed.items()}
    return replace(
        record,
        symbols=tuple(word(symbol) for symbol in record.symbols),
        quotes=tuple(_quote(quote) for quote in record.quotes),
        problems=_problems(record.problems),
        disputed={symbol: {k: v for k, v in fields.items() if k in _PRICES} for symbol, fields in disputed.items()},
        failure=_failure(record.failure),
    )


def _quote(quote: Quote) -> Quote:
    texts = {name: word(getattr(quote, name)) for name in ("symbol", "currency", "source", "exchange")}
    decimals = quote.decimals if quote.decimals is not None and 0 <= quote.decimals <= 10 else None
    return replace(_numbers(quote), name=clean(quote.name, _NAME), decimals=decimals, **texts)


def _tick(tick: Tick) -> Tick:
    return replace(_numbers(tick), symbol=word(tick.symbol))


def _problems(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(Problem(word(one.symbol), word(one.kind), clean(one.message, _SENTENCE)) for one in problems)


def _failure(failure: RecordedFailure | None) -> RecordedFailure | None:
    if failure is None:
        return None
    return replace(_numbers(failure), kind=word(failure.kind), message=clean(failure.message, _SENTENCE))


def _status(status: FeedStatus) -> FeedStatus:
    texts = {name: clean(getattr(status, name), _SENTENCE) for name in ("message", "progress")}
    return replace(_numbers(status), topic=word(status.topic), **texts)


def _headline(one: Headline) -> Headline | None:
    return headline(one.title, one.publisher, _numbers(one).time, one.url, one.symbols, word(one.source))


def _bars(bars: Bars) -> Bars:
    """Bars whose columns are equally long and whose times ascend. Raises ValueError."""
    columns = [getattr(bars, name) for name in ("time", *PRICE_COLUMNS)]
    if len(bars.time) % 8 or any(len(column) != len(bars.time) for column in columns):
        raise ValueError("bars with columns of different lengths")
    times = array("q", bars.time)
    if any(later <= earlier for earlier, later in pairwise(times)):
        raise ValueError("bars whose times do not ascend")
    if times and not -LATEST < times[0] <= times[-1] < LATEST:
        raise ValueError("bars of an impossible time")
    if any(math.isinf(value) for name in PRICE_COLUMNS for value in array("d", getattr(bars, name))):
        raise ValueError("bars with an infinite number")
    return replace(bars, symbol=word(bars.symbol), source=word(bars.source), note=clean(bars.note, _SENTENCE))


def _numbers(value: Checked) -> Checked:
    """Struct whose own floats are finite: any other number is removed, or refused if the field is required."""
    changes: dict[str, None] = {}
    for name, optional in _number_fields(type(value)):
        number = getattr(value, name)
        if not isinstance(number, float) or abs(number) <= _LARGEST:
            continue
        if not optional:
            raise ValueError(f"an impossible number in {name}")
        changes[name] = None
    return replace(value, **changes) if changes else value


@cache
def _number_fields(kind: type[msgspec.Struct]) -> tuple[tuple[str, bool], ...]:
    """Fields of a struct that hold a float, and whether each may be None."""
    fields = msgspec.structs.fields(kind)
    return tuple((field.name, field.type is not float) for field in fields if field.type in (float, float | None))


def _finite(fields: dict[str, float]) -> dict[str, float]:
    return {name: value for name, value in fields.items() if abs(value) <= _LARGEST}


_PRICES = frozenset(field.name for field in msgspec.structs.fields(Quote) if field.type == float | None)
