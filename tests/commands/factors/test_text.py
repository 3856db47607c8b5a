"""The printed table: side by side, never wider than 80 columns."""

from __future__ import annotations

import msgspec

from r2k_tui.commands.factors.text import origin_words, study_lines
from r2k_tui.model.factors.study import BetaSpread, FactorOrigin, MemberBetas
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.allocation.factors import GetFactors
from tests.fakes.still_factors import of_factors

STUDY = of_factors(GetFactors(("IWM", "IWN", "IWO", "IJR", "SPY"), ("a name of 24 characters",), "ff5mom")).study


def test_symbols_stand_side_by_side_in_80_columns() -> None:
    lines = study_lines(STUDY, SourceFacts("csv"))
    assert max(map(len, lines)) <= 80
    assert lines[0] == "five factors and momentum, monthly excess returns  (csv SIMULATED)"
    table = lines[2:]
    assert table[0].split() == ["IWM", "IWN", "IWO", "IJR"]
    assert next(line for line in table if line.startswith("SMB")).split()[1:3] == ["+0.83", "(42.9)*"]
    assert next(line for line in table if line.startswith("CMA")).split()[1:3] == ["+0.02", "(0.4)"]
    assert any(line.split()[:1] == ["SPY"] for line in table), "a second block for those that do not fit"
    assert "IWM: small (SMB +0.83, t 42.9), value (HML +0.07, t 3.4), low quality (RMW" in lines
    assert any("2031-05 is not over" in line for line in lines)


def test_members_have_a_table_of_percentiles() -> None:
    members = MemberBetas(1875, 130, "2023-02", "2026-06", "tr", (BetaSpread("SMB", -0.2146, 0.98, 2.5, 0.37),))
    lines = study_lines(msgspec.structs.replace(STUDY, members=members, fits={}), SourceFacts("csv"))
    assert "1,875 members, 2023-02 to 2026-06, 130 with too few months" in lines
    assert "SMB                -0.21     +0.98     +2.50           37%" in lines


def test_the_origin_names_vintage_and_age_and_no_control_characters() -> None:
    origin = FactorOrigin("ff5", "a\x1b[31mb", "202606", "2026-06", 1_780_000_000.0, notes=("old",))
    assert origin_words(origin).startswith("ff5: a") and "\x1b" not in origin_words(origin)
    assert origin_words(origin).endswith(", CRSP 202606, to 2026-06, fetched 2026-05-28; old")
