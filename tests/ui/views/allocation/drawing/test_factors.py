"""Lines of factor regressions."""

from __future__ import annotations

import msgspec

from r2k_tui.model.factors.study import FactorOrigin
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.allocation.factors import GetFactors
from r2k_tui.ui.drawing.lines import Line, length
from r2k_tui.ui.views.allocation.drawing.factors import (
    contribution_lines,
    loading_lines,
    origin_foot,
    origin_lines,
    rolling_lines,
)
from tests.cases import cases
from tests.fakes.still_factors import of_factors

STUDY = of_factors(GetFactors(("IWM", "IWN", "IWO", "IJR"), ("own", ""))).study
IWM = STUDY.fits["IWM"]


def text(lines: list[Line]) -> list[str]:
    return ["".join(run for run, _ in line) for line in lines]


def style_of(lines: list[Line], label: str, column: int) -> str:
    return next(line for line in lines if line[0][0].strip() == label)[column + 1][1]


@cases("width", [76, 98, 118])
def test_all_columns_fit_at_each_width(width: int) -> None:
    lines = loading_lines(STUDY, IWM, width, 18)
    assert max(map(length, lines)) <= width
    assert text(lines)[0].split() == ["IWM", "IWN", "IWO", "IJR", "own", "equal"]
    assert next(line for line in text(lines) if line.startswith(" SMB")).split()[1:3] == ["+0.83", "43"]


def test_clear_loadings_are_bright_and_named() -> None:
    lines = loading_lines(STUDY, IWM, 76, 18)
    assert style_of(lines, "RMW", 0) == "bright" and style_of(lines, "CMA", 0) == "dim"
    quality = next(line for line in text(lines) if line.startswith(" quality"))
    assert quality.split() == ["quality", "low", "none", "high", "high", "high", "high"]
    assert " IWM: small (SMB +0.83, t 42.9), value (HML +0.07, t 3.4), low quality (RMW" in text(lines)


def test_where_there_is_room_every_verdict_is_told() -> None:
    assert sum("small (SMB" in line for line in text(loading_lines(STUDY, IWM, 98, 18))) == 1
    assert sum("small (SMB" in line for line in text(loading_lines(STUDY, IWM, 98, 60))) == 6


def test_too_many_columns_say_how_many_are_left_out() -> None:
    lines = text(loading_lines(STUDY, IWM, 40, 18))
    assert lines[0].split() == ["IWM", "IWN"] and any("and 4 more" in line for line in lines)


def test_problems_are_told_but_not_that_nothing_is_held() -> None:
    problems = (Problem("", "no_holdings", "nothing is held"), Problem("ZZZZ", "not_found", "ZZZZ is unknown"))
    lines = text(loading_lines(msgspec.structs.replace(STUDY, problems=problems), IWM, 76, 18))
    assert " ZZZZ is unknown" in lines and " nothing is held" not in lines
    empty = msgspec.structs.replace(STUDY, problems=problems, fits={})
    assert text(loading_lines(empty, None, 76, 18)) == [" ZZZZ is unknown", " no regression"]


def test_bars_point_to_the_side_of_their_sign() -> None:
    lines = text(contribution_lines(IWM, 60))
    alpha, market = (next(line for line in lines if line.startswith(f" {name}")) for name in ("alpha", "Mkt-RF"))
    assert alpha.rstrip().endswith("│") and "█" in alpha
    assert market.rstrip().endswith("█")
    assert lines[-1].split() == ["sum", "+8.1%", "100%"]
    assert max(map(len, lines)) <= 60


@cases(("width", "named"), [(100, True), (56, False)])
def test_rolling_betas_have_a_legend_that_fits(width: int, named: bool) -> None:
    lines = rolling_lines(IWM, STUDY.factors, width, 16)
    assert len(lines) == 16 and max(map(length, lines)) <= width
    assert ("Mkt-RF" in text(lines)[-1]) is named and "-0.28" in text(lines)[-1]
    assert text(lines)[0] == " IWM, over 36 months to 2031-04; h l: another"


def test_a_single_month_is_no_curve() -> None:
    short = msgspec.structs.replace(IWM, rolling_months=IWM.rolling_months[:8], rolling=IWM.rolling[:40])
    assert text(rolling_lines(short, STUDY.factors, 80, 16))[1] == " too few months for a curve"


def test_the_foot_has_vintage_age_and_whether_it_is_simulated() -> None:
    now = 1_780_000_000.0
    real = msgspec.structs.replace(STUDY, origins=(FactorOrigin("ff5", "library", "202606", "2026-06", now - 7200),))
    assert text([origin_foot(real, now)]) == ["factors CRSP 202606 to 2026-06, 2h ago"]
    assert text([origin_foot(STUDY, now)]) == ["factors CRSP 203103 to 2031-03 SIMULATED"]
    assert origin_foot(None, now) == ()
    assert text(origin_lines(real, 80)) == [" ff5: library, CRSP 202606, to 2026-06, fetched 2026-05-28"]
