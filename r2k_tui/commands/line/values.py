"""A format filled with the last state of an engine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from r2k_tui.commands.line.template import WORDS, Field, FormatPiece
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.calendar.venue import NEW_YORK_STOCKS
from r2k_tui.model.halts.table import HaltTable, halt_of
from r2k_tui.model.market.freshness import age_of, shown_state, state_of
from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.model.market.sessions import UNKNOWN_SESSION, session_of
from r2k_tui.model.market.tick import quote_decimals
from r2k_tui.model.readings.reading import Reading, Score, ScoreKind
from r2k_tui.model.text import clean
from r2k_tui.store.last_state import LastState
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.ages import age, clock
from r2k_tui.ui.drawing.state_glyphs import STATE_GLYPHS

_OLD = (QuoteState.STALE, QuoteState.OFFLINE)
_KINDS = {"gauge": ScoreKind.RISK, "score": ScoreKind.MOMENTUM}
# Parts of a field that tell how old it is, after which the line need not.
_TELLING = ("age", "day")
_LEVELS = (
    *("price", "previous_close", "open", "day_high", "day_low", "bid", "ask"),
    *("pre_price", "post_price", "overnight_price"),
)


class Filled(NamedTuple):
    """A line, and the fields whose value is missing."""

    text: str
    missing: tuple[str, ...]
    fields: int


class LineValues:
    """Values of fields at `now`; with `tmux`, `#` in a value is doubled, since tmux reads styles after it."""

    def __init__(self, state: LastState, now: float, *, tmux: bool = False) -> None:
        self._state, self._now, self._tmux = state, now, tmux
        self._halts = HaltTable(state.halts)
        session = state.sessions.get(NEW_YORK_STOCKS)
        self._session = session if session is not None and self._is_valid(session) else UNKNOWN_SESSION

    def fill(self, pieces: Iterable[FormatPiece]) -> Filled:
        """The line. Behind the last value of a symbol or score that is old stands its age, unless a field tells it."""
        pieces, missing = tuple(pieces), []
        fields = [piece for piece in pieces if isinstance(piece, Field)]
        told = {_owner(field) for field in fields if field.part in _TELLING}
        last = {_owner(field): place for place, field in enumerate(pieces) if isinstance(field, Field)}
        text = ""
        for place, piece in enumerate(pieces):
            if not isinstance(piece, Field):
                text += piece
                continue
            value = self._value(piece)
            missing += [piece.text] if value in ("", numbers.MISSING) else []
            text += self._safe(value)
            owner = _owner(piece)
            if last[owner] == place and owner not in told and (old := self._old(piece)):
                text += f" ({old})"
        if self._state.facts.simulated and not any(field.topic == "source" for field in fields):
            text += " SIM"
        return Filled(_one_line(text), tuple(dict.fromkeys(missing)), len(fields))

    def _safe(self, value: str) -> str:
        cleaned = clean(value)
        return cleaned.replace("#", "##") if self._tmux else cleaned

    def _is_valid(self, session: Session) -> bool:
        """Whether the phase still holds: an engine that stopped has not said what came after it."""
        return session.always_open or session.changes_at is None or self._now < session.changes_at

    def _value(self, field: Field) -> str:
        if field.topic in _KINDS:
            return self._score(field)
        if field.topic == "phase":
            known = self._session.exchange and self._session.known
            return self._session.phase.value if known else numbers.MISSING
        if field.topic == "alerts":
            return str(self._state.alerts)
        if field.topic == "source":
            return self._state.facts.name + (" SIMULATED" if self._state.facts.simulated else "")
        quote = self._state.quotes.get(field.symbol)
        if quote is None:
            return numbers.MISSING
        return self._of_quote(field, quote)

    def _of_quote(self, field: Field, quote: Quote) -> str:
        part, decimals = field.part, quote_decimals(quote)
        if part in _LEVELS:
            value: float | None = getattr(quote, part)
            return _formatted(value, field.spec) or numbers.price(value, decimals)
        if part == "change":
            return _formatted(quote.change, field.spec) or numbers.signed(quote.change, quote.price, decimals)
        if part == "change%":
            fraction = quote.change_fraction
            # A format in percent multiplies by itself.
            percent = None if fraction is None else fraction if field.spec.endswith("%") else fraction * 100
            return _formatted(percent, field.spec) or numbers.percent(fraction)
        if part == "volume":
            return _formatted(quote.volume, field.spec) or numbers.compact(quote.volume)
        return self._word(part, quote) if part in WORDS else self._reading(field)

    def _word(self, part: str, quote: Quote) -> str:
        if part == "state":
            return self._quote_state(quote).value
        if part == "mark":
            return STATE_GLYPHS[self._quote_state(quote)]
        if part == "arrow":
            return numbers.glyph(quote.change, numbers.percent(quote.change_fraction)).strip() or "="
        if part == "age":
            return self._quote_age(quote)
        if part == "time":
            return numbers.MISSING if quote.time is None else clock(quote.time)
        return {"name": quote.name, "currency": quote.currency, "provider": quote.source}[part] or numbers.MISSING

    def _reading(self, field: Field) -> str:
        reading = self._state.readings.get(field.symbol, {}).get(field.part)
        return numbers.MISSING if reading is None or reading.value is None else _reading_text(reading, field.spec)

    def _score(self, field: Field) -> str:
        score = self._of_kind(field.topic)
        if score is None or score.score is None:
            return numbers.MISSING
        if field.part == "zone":
            return score.zone or numbers.MISSING
        if field.part == "day":
            return score.as_of or numbers.MISSING
        if field.part == "age":
            quote = self._state.quotes.get(score.symbol)
            return self._score_age(score) or (numbers.MISSING if quote is None else self._quote_age(quote))
        return _formatted(score.score, field.spec) or f"{score.score:.0f}"

    def _of_kind(self, topic: str) -> Score | None:
        return next((score for score in self._state.scores if score.kind is _KINDS[topic]), None)

    def _old(self, field: Field) -> str:
        """Age of a value that is older than its limit; "" for any other."""
        if field.topic in _KINDS:
            score = self._of_kind(field.topic)
            return "" if score is None or score.score is None else self._score_age(score)
        quote = self._state.quotes.get(field.symbol)
        if quote is None or self._quote_state(quote) not in _OLD:
            return ""
        return self._quote_age(quote)

    def _score_age(self, score: Score) -> str:
        """Age of a score that is behind: by days where it lacks a session, else as old as the quote of its symbol."""
        closed = self._state.sessions.get(NEW_YORK_STOCKS, UNKNOWN_SESSION).last_close_at
        if closed is not None and score.as_of and score.as_of[:10] < new_york_day(closed).isoformat():
            from datetime import date

            return f"{(new_york_day(self._now) - date.fromisoformat(score.as_of[:10])).days}d"
        quote = self._state.quotes.get(score.symbol)
        return self._quote_age(quote) if quote is not None and self._quote_state(quote) in _OLD else ""

    def _quote_age(self, quote: Quote) -> str:
        return age(self._now - age_of(quote, self._now), self._now)

    def _quote_state(self, quote: Quote) -> QuoteState:
        """State by the rule of the screen, which a reader of the store alone applies to what it finds there."""
        state, feed = self._state, self._state.feeds.get("quotes")
        others = {name: session for name, session in state.sessions.items() if self._is_valid(session)}
        session = session_of(state.facts, self._session, others, quote.symbol, quote)
        halted = halt_of(self._halts, state.facts, quote.symbol, quote, self._now) is not None
        return shown_state(state_of(quote, self._now, session, state.facts, feed, halted=halted), feed)


def _owner(field: Field) -> str:
    return field.symbol or field.topic


def _formatted(value: float | None, spec: str) -> str:
    """A number in a format of the user; "" without one or without a value."""
    return "" if value is None or not spec else format(value, spec)


def _reading_text(reading: Reading, spec: str) -> str:
    value = reading.number
    if value is None:
        return str(reading.value).lower() if isinstance(reading.value, bool) else clean(str(reading.value), 40)
    return _formatted(value, spec) or (numbers.percent(value) if reading.unit == "fraction" else f"{value:,.6g}")


def _one_line(text: str) -> str:
    """Text without control characters, whatever a format holds."""
    return "".join(mark for mark in text if mark.isprintable())
