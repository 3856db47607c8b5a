"""The request for the rules refuses what no engine could answer."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.messages.allocation.rules import GetRules
from tests.cases import cases


@cases("raw", [{"cost_bp": -1}, {"cost_bp": 1001}, {"start": "1.2.2003"}, {"start": "2003-13-01"}])
def test_costs_and_days_that_cannot_be(raw: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"type": "get_rules", **raw}, GetRules)


def test_costs_and_days_that_can_be() -> None:
    raw = {"type": "get_rules", "cost_bp": 0, "start": "2003-12-01"}
    assert msgspec.convert(raw, GetRules) == GetRules(0, "2003-12-01")
