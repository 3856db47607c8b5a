"""Headlines of the simulated market: invented, as each one says."""

from __future__ import annotations

import numpy as np

from r2k_tui.model.market.news import Headline, headline, newest_first
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.demo.simulation.instruments import INSTRUMENTS
from r2k_tui.sources.demo.simulation.noise import key, uniform

_SOURCE, _COUNT = "demo", 12
# Each of these periods has one headline, at a random second.
_STRETCH_S = 5400
_SUBJECTS = (
    "an invented survey of small firms",
    "a made-up rate decision",
    "a fictional regional lender",
    "a simulated earnings season",
    "an imaginary index rebalance",
    "a pretended fund flow report",
)
_EVENTS = (
    "{name} little changed after {subject}",
    "{subject} lifts {name}",
    "{subject} weighs on {name}",
    "What {subject} means for {name}",
    "{name}: five questions about {subject}",
)


def invented(seed: int, symbol: str, now: float) -> tuple[Headline, ...]:
    """Headlines of a symbol at `now`, newest first; a function of seed and time. Raises NotFound."""
    if symbol not in INSTRUMENTS:
        raise NotFound(f"the simulated market does not list it; it lists {' '.join(INSTRUMENTS)}")
    newest = int(now) // _STRETCH_S
    stretches = np.arange(newest - _COUNT, newest + 1)
    chances = [uniform(key(seed, "news", symbol, part), stretches) for part in ("second", "subject", "event")]
    made = (
        _one(symbol, int(stretch), *map(float, dice))
        for stretch, *dice in zip(stretches, *chances, strict=True)
        if int(stretch) * _STRETCH_S + float(dice[0]) * _STRETCH_S <= now
    )
    return newest_first(item for item in made if item is not None)


def _one(symbol: str, stretch: int, second: float, subject: float, event: float) -> Headline | None:
    words = _EVENTS[int(event * len(_EVENTS))].format(name=symbol, subject=_SUBJECTS[int(subject * len(_SUBJECTS))])
    time = float(stretch * _STRETCH_S + int(second * _STRETCH_S))
    # example.com is reserved: no real page poses as a source.
    address = f"https://example.com/simulated/{stretch}"
    return headline(f"SIMULATED: {words[0].upper()}{words[1:]}", "R2K demo", time, address, (symbol,), _SOURCE)
