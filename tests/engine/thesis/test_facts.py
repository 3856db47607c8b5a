"""Facts of a market's history."""

from __future__ import annotations

import numpy as np

from r2k_tui.engine.thesis.evaluate import evaluate_claims
from r2k_tui.engine.thesis.facts import RecordCheck
from r2k_tui.engine.thesis.inputs import Claim
from r2k_tui.model.thesis import Verdict
from tests.analytics.synthetic import closes_only
from tests.engine.thesis.case import case


def test_the_first_close_of_all_is_no_record() -> None:
    bars = {"^RUT": closes_only("^RUT", np.array([100.0]))}
    claim = Claim("record", "a record", RecordCheck("^RUT"))
    (found,) = evaluate_claims([claim], case(bars=bars))
    assert (found.verdict, found.measured) == (Verdict.NOT_TESTABLE, None)
