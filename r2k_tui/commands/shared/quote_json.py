"""A quote as JSON, and the names of its fields."""

from __future__ import annotations

import difflib
from typing import Any

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.halts import halt_data
from r2k_tui.commands.shared.report import iso, number
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.market.freshness import age_of
from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.model.market.tick import quote_decimals

NUMBERS = (
    *("price", "previous_close", "change", "change_fraction", "open", "day_high", "day_low", "volume"),
    *("bid", "ask", "pre_price", "post_price", "overnight_price"),
)
QUOTE_FIELDS = (
    *NUMBERS,
    *(
        "currency",
        "decimals",
        "name",
        "time",
        "received_at",
        "age_s",
        "delay_s",
        "provider",
        "exchange",
        "state",
        "phase",
    ),
    "halted",
)


def quote_data(quote: Quote, now: float, state: QuoteState, session: Session, halt: Halt | None) -> dict[str, Any]:
    """JSON of a quote at `now`; `state`, `session` and `halt` are those of its symbol."""
    return {
        **{name: number(getattr(quote, name)) for name in NUMBERS},
        "currency": quote.currency or None,
        "decimals": quote_decimals(quote),
        "name": quote.name or None,
        "time": iso(quote.time),
        "received_at": iso(quote.received_at),
        "age_s": round(age_of(quote, now), 1),
        "delay_s": quote.delay_s,
        "provider": quote.source or None,
        "exchange": quote.exchange or None,
        "state": state.value,
        "phase": session.phase.value if session.exchange else None,
        "halted": halt_data(halt),
    }


def checked_fields(text: str, default: tuple[str, ...]) -> tuple[str, ...]:
    """Fields as typed, joined by commas; `default` if there are none. Raises UsageError for an unknown one."""
    fields = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for field in fields:
        if field not in QUOTE_FIELDS:
            near = difflib.get_close_matches(field, QUOTE_FIELDS, 1, 0.3)
            hint = f"; did you mean {near[0]}?" if near else "."
            raise UsageError(f"--fields {field}: no such field{hint} There are: {', '.join(QUOTE_FIELDS)}")
    return fields or default
