"""`r2k snapshot`: quotes, feed, session, risk gauge and momentum score, once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from r2k_tui.commands.shared.one_shot import EngineHandle, run_once
from r2k_tui.commands.shared.options import Options, quoted_symbols
from r2k_tui.commands.shared.quote_json import quote_data
from r2k_tui.commands.shared.report import CommandReport, envelope, iso, number, print_problems, write
from r2k_tui.link.protocol import Link
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.halts.table import HaltTable, halt_of
from r2k_tui.model.market.feed import FeedState, FeedStatus, Problem
from r2k_tui.model.market.freshness import doubted, is_frozen, shown_state, state_of
from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.model.market.sessions import session_of
from r2k_tui.model.market.tick import quote_decimals
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.model.readings.reading import Score, ScoreKind

# The topics that a snapshot needs, and the states in which its data may be old.
_TOPICS, _FAILING = ("quotes", "daily"), (FeedState.FAILING, FeedState.BLOCKED)


def run(options: Options, texts: list[str]) -> int:
    """Print the snapshot. Returns the exit status."""
    requested = quoted_symbols(texts)
    setup = options.setup(requested)
    snapshot = run_once(setup, current)
    symbols = requested or tuple(dict.fromkeys((setup.config.market.index, *setup.config.watchlist.symbols)))
    quotes, report = _quotes(snapshot, symbols), report_of(snapshot, symbols)
    if options.json:
        write(report)
    else:
        _print(snapshot, symbols, quotes, report.problems)
    if not any(quote.price is not None for quote in quotes.values()):
        return 3
    complete = len(quotes) == len(symbols) and all(s.score is not None for s in snapshot.scores) and snapshot.scores
    return 0 if complete and not behind(snapshot, quotes) else 1


def report_of(snapshot: Snapshot, symbols: tuple[str, ...]) -> CommandReport:
    """The report on these symbols."""
    quotes = _quotes(snapshot, symbols)
    missing, old = _missing(snapshot, symbols, quotes), behind(snapshot, quotes)
    problems = [*dict.fromkeys(snapshot.problems), *missing, *old, *_of_the_store(snapshot)]
    return envelope("snapshot", snapshot.facts, _data(snapshot, symbols, quotes), snapshot.as_of, problems)


def _quotes(snapshot: Snapshot, symbols: tuple[str, ...]) -> dict[str, Quote]:
    return {quote.symbol: quote for quote in snapshot.quotes if quote.symbol in symbols}


async def current(engine: EngineHandle, link: Link) -> Snapshot:
    """The current snapshot of the engine."""
    reply = await link.ask(GetSnapshot())
    assert isinstance(reply, Snapshot)
    return reply


def _missing(snapshot: Snapshot, symbols: tuple[str, ...], quotes: dict[str, Quote]) -> list[Problem]:
    """Problems for requested symbols and scores that are absent without a problem of their own."""
    reported = {problem.symbol for problem in snapshot.problems}
    failed = next((status.message for status in snapshot.feeds if status.topic == "quotes" and status.message), "")
    missing = [
        Problem(symbol, "missing", failed or "no quote received")
        for symbol in symbols
        if symbol not in quotes and symbol not in reported
    ]
    kinds = {score.kind for score in snapshot.scores}
    missing += [
        Problem("", "missing", f"no daily bars for the {kind} score") for kind in ScoreKind if kind not in kinds
    ]
    return missing + [Problem(s.symbol, "absent", s.reason) for s in snapshot.scores if s.score is None]


def _of_the_store(snapshot: Snapshot) -> list[Problem]:
    """The state of the store: a damaged file was set aside, or one of a newer version is left alone."""
    return [
        Problem("", "store", status.message) for status in snapshot.feeds if status.topic == "store" and status.message
    ]


def behind(snapshot: Snapshot, quotes: dict[str, Quote]) -> list[Problem]:
    """Problems for data that is shown but old: failing topics, and stale quotes."""
    failing = [status for status in snapshot.feeds if status.topic in _TOPICS and status.state in _FAILING]
    old = [
        Problem(symbol, state.value.lower(), f"last quote at {iso(quote.time or quote.received_at)}")
        for symbol, quote in quotes.items()
        if (state := _age_state(snapshot, quote)) in (QuoteState.STALE, QuoteState.OFFLINE)
    ]
    return [Problem("", status.state.value, f"{status.topic}: {status.message}") for status in failing] + old


def _data(snapshot: Snapshot, symbols: tuple[str, ...], quotes: dict[str, Quote]) -> dict[str, Any]:
    scores = {score.kind: score for score in snapshot.scores}
    session = snapshot.session
    return {
        "quotes": {symbol: _quote(snapshot, quotes[symbol]) if symbol in quotes else None for symbol in symbols},
        "feed": {status.topic: _feed(status) for status in snapshot.feeds},
        "session": {
            "exchange": session.exchange,
            "phase": session.phase.value,
            "opens_at": iso(session.opens_at),
            "closes_at": iso(session.closes_at),
        },
        "risk": _score(scores.get(ScoreKind.RISK)),
        "momentum": _score(scores.get(ScoreKind.MOMENTUM)),
    }


def _age_state(snapshot: Snapshot, quote: Quote) -> QuoteState:
    session, halted = _session(snapshot, quote), _halt(snapshot, quote) is not None
    return state_of(quote, snapshot.published_at, session, snapshot.facts, _quotes_feed(snapshot), halted=halted)


def _halt(snapshot: Snapshot, quote: Quote) -> Halt | None:
    return halt_of(HaltTable(snapshot.halts), snapshot.facts, quote.symbol, quote, snapshot.published_at)


def _session(snapshot: Snapshot, quote: Quote) -> Session:
    return session_of(snapshot.facts, snapshot.session, snapshot.sessions, quote.symbol, quote)


def _state(snapshot: Snapshot, quote: Quote) -> QuoteState:
    in_doubt = doubted(quote.symbol, snapshot.problems) or is_frozen(quote.source, snapshot.problems)
    return shown_state(_age_state(snapshot, quote), _quotes_feed(snapshot), doubted=in_doubt)


def _quotes_feed(snapshot: Snapshot) -> FeedStatus | None:
    return next((status for status in snapshot.feeds if status.topic == "quotes"), None)


def _quote(snapshot: Snapshot, quote: Quote) -> dict[str, Any]:
    session, halt = _session(snapshot, quote), _halt(snapshot, quote)
    return quote_data(quote, snapshot.published_at, _state(snapshot, quote), session, halt)


def _feed(status: FeedStatus) -> dict[str, Any]:
    return {
        "state": status.state.value,
        "last_success": iso(status.last_success),
        "next_try": iso(status.next_try),
        "failures": status.failures,
        "message": status.message or None,
    }


def _score(score: Score | None) -> dict[str, Any] | None:
    if score is None:
        return None
    components = {
        part.name: {
            "score": number(part.score),
            "weight": part.weight,
            "value": number(part.value),
            "detail": part.detail or part.reason or None,
            "source": part.source or None,
        }
        for part in score.components
    }
    return {"score": number(score.score), "zone": score.zone, "components": components}


def _print(snapshot: Snapshot, symbols: tuple[str, ...], quotes: dict[str, Quote], problems: Sequence[Problem]) -> None:
    from r2k_tui.ui.drawing import numbers

    facts = snapshot.facts
    tag = "  SIMULATED" if facts.simulated else ""
    print(f"{facts.name}{tag}  as of {snapshot.as_of or '–'}  {snapshot.session.exchange} {snapshot.session.phase}")
    for symbol in symbols:
        quote = quotes.get(symbol)
        if quote is None:
            print(f"{symbol:<8} {numbers.MISSING:>12}")
            continue
        decimals = quote_decimals(quote)
        level, moved = numbers.price(quote.price, decimals), numbers.signed(quote.change, quote.price, decimals)
        print(
            f"{symbol:<8} {level:>12} {moved:>10} "
            f"{numbers.percent(quote.change_fraction):>9}  {_state(snapshot, quote):<8} {iso(quote.time) or ''}"
        )
    for score in snapshot.scores:
        value = f"{score.score:.0f} {score.zone}" if score.score is not None else f"{numbers.MISSING} {score.reason}"
        print(f"{score.kind:<8} {value}  ({score.symbol}, {score.as_of})")
    print_problems(problems)
