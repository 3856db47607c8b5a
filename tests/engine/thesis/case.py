"""A case to test claims on."""

from __future__ import annotations

from datetime import date

import numpy as np

from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.sections.thesis import ClaimSettings
from r2k_tui.engine.thesis.claims import own_claim
from r2k_tui.engine.thesis.evaluate import evaluate_claims
from r2k_tui.engine.thesis.inputs import ClaimInputs
from r2k_tui.model.thesis import ClaimResult
from tests.analytics.synthetic import closes_only, weekdays

DAY = date(2003, 12, 31)
DAYS = weekdays(1303)
CLOSES = np.linspace(100.0, 200.0, 1303)


def case(**changes: object) -> ClaimInputs:
    own, other = closes_only("IWM", CLOSES), closes_only("SPY", CLOSES * 2)
    whole: dict[str, object] = {
        "day": DAY,
        "market": MarketSettings(),
        "bars": {"IWM": own, "SPY": other},
        "sessions": np.concatenate([DAYS, weekdays(60, "2004-01-01")]),
        "readings": {},
        "figures": {},
        "policy": "no policy rate",
        "tilt": "no sweep",
        "floor": 0.0,
    }
    return ClaimInputs(**{**whole, **changes})  # type: ignore[arg-type]


def own(test: str, claimed: float, **changes: object) -> ClaimResult:
    settings = ClaimSettings("mine", "I say so", test, "IWM", claimed, **changes)  # type: ignore[arg-type]
    (found,) = evaluate_claims([own_claim(settings)], case())
    assert found.own
    return found
