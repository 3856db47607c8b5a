"""Invented halts of the simulated companies: the same for everybody with the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from r2k_tui.model.halts.halt import Halt
from r2k_tui.sources.demo.companies import COUNT, companies
from r2k_tui.sources.demo.simulation.exchange import LEAST_SHOWN, Exchange

_MINUTE = 60
_MARKET = "simulated"
# Steps from one company to the next, coprime to their number.
_FIRST_STEP, _STEP = 1123, 617


class _Plan(NamedTuple):
    """A halt of every session: minutes after its start, code, and minutes that it lasts."""

    start: int
    code: str
    lasts: int


# One or two halts are in effect at any time, one beyond the end of its session; pauses come and go in between.
_PLANS = (_Plan(40, "T1", 300), _Plan(95, "LUDP", 5), _Plan(250, "LUDP", 10), _Plan(320, "T12", 190))


def simulated_halts(seed: int, exchange: Exchange, now: float) -> tuple[Halt, ...]:
    """Halts that began up to `now` (seconds since the epoch), of the current session and of the one before."""
    session = exchange.session_start(now)
    before = exchange.session_start(session + LEAST_SHOWN - 1)
    return tuple(halt for start in dict.fromkeys((before, session)) for halt in _of_session(seed, start, now))


def _of_session(seed: int, start: int, now: float) -> Iterator[Halt]:
    known = companies(seed)
    first = (seed + start // 3600) * _FIRST_STEP
    for number, plan in enumerate(_PLANS):
        place = (first + number * _STEP) % COUNT
        halted_at = start + plan.start * _MINUTE
        resumes_at = float(halted_at + plan.lasts * _MINUTE)
        if halted_at > now:
            continue
        paused = plan.code == "LUDP"
        over = paused or resumes_at <= now
        yield Halt(
            known.symbols[place],
            float(halted_at),
            plan.code,
            name=known.names[place],
            market=_MARKET,
            quotes_at=resumes_at - 60.0 if over else None,
            trades_at=resumes_at if over else None,
        )
