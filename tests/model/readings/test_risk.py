"""The study of risk on the wire and in JSON: names of fields are fixed."""

from __future__ import annotations

import msgspec

from r2k_tui.model.readings.risk import ConeRow, Fall, RiskStudy, StressOutcome
from tests.fakes.still_risk import STUDY


def names(kind: type[msgspec.Struct]) -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(kind)]


def test_the_whole_study_survives_the_wire() -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(STUDY), type=RiskStudy) == STUDY


def test_names_that_programs_read() -> None:
    assert names(ConeRow) == ["window", "n", "low", "p10", "p25", "p50", "p75", "p90", "high", "now", "rank"]
    assert names(Fall)[4:] == ["depth", "fall_sessions", "recovery_sessions"]
    assert names(StressOutcome)[:4] == ["symbol", "peak", "trough", "ret"]


def test_a_window_that_was_never_full_has_no_levels() -> None:
    row = ConeRow(252, 0)
    assert {getattr(row, name) for name in names(ConeRow)[2:]} == {None}
