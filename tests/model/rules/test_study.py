"""Results of the rules on the wire."""

from __future__ import annotations

import msgspec

from r2k_tui.model.rules.study import RuleStudy
from tests.fakes.still_rules import STUDY


def test_a_study_survives_the_wire() -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(STUDY), type=RuleStudy) == STUDY
