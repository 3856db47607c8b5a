"""Evidence of a Sharpe ratio on the wire."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.evidence import SharpeDifference, SharpeEvidence


def test_what_is_unknown_is_null_and_stays_so() -> None:
    unknown = SharpeDifference("benchmark", "a", "b", 70, None, None, None, None)
    seen = SharpeEvidence("walk-forward", "a", "b", 70, None, None, None, None, unknown, None, 1000, 63, 1)
    sent = msgspec.json.encode(seen)
    assert b"NaN" not in sent and b'"within_noise":null' in sent
    assert msgspec.json.decode(sent, type=SharpeEvidence) == seen
