"""Every portfolio against the benchmark."""

from __future__ import annotations

import msgspec

from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.allocation.drawing.versus import versus_lines
from tests.cases import cases
from tests.fakes.still_allocation import STUDY
from tests.ui.views.allocation.drawing.test_samples import many
from tests.ui.views.chart.drawn import text


@cases("width", [76, 98])
def test_every_line_fits_whatever_the_number_of_portfolios(width: int) -> None:
    lines = versus_lines(many(), "equal", width)
    assert max(length(line) for line in lines) <= width and len(lines) >= 17


def test_figures_of_a_portfolio_and_of_its_walk_forward() -> None:
    rows = {line.split()[0]: line.split() for line in text(versus_lines(STUDY, "equal", 77)).splitlines()[2:9]}
    assert rows["min-vol"][1:] == ["67%", "-2.4%", "10.1%", "-0.32", "48%", "35%", "9.9%", "-0.41", "47%", "36%"]
    assert rows["equal"][-4:] == ["–"] * 4


def test_words_stand_with_the_portfolios_that_they_explain() -> None:
    shown = " ".join(text(versus_lines(STUDY, "equal", 77)).split())
    assert "min-vol, max-Sharpe, min-CVaR, HRP, risk par., equal: SPY is in both" in shown
    assert "benchmark SPY 100%: it rose in 142 months and fell in 94, 2012-04-12 to 2031-05-14" in shown


def test_the_benchmark_itself_has_dashes_and_words_and_no_nan() -> None:
    own = STUDY.portfolios["own"]
    assert own is not None and own.versus is not None
    words = "it moves as the benchmark does: no tracking error, and so no information ratio"
    same = msgspec.structs.replace(own.versus, tracking_error=0.0, information_ratio=None, words=words)
    study = msgspec.structs.replace(STUDY, portfolios={"own": msgspec.structs.replace(own, versus=same)})
    shown = " ".join(text(versus_lines(study, "own", 77)).split())
    assert f"all: {words}" in shown and " 0.0% – " in shown and "nan" not in shown.lower()


def test_what_has_no_figure_comes_before_what_is_shared() -> None:
    found = {name: one for name, one in STUDY.portfolios.items() if one is not None and one.versus is not None}
    words = "it moves as the benchmark does"
    own = found["own"]
    assert own.versus is not None
    found["own"] = msgspec.structs.replace(own, versus=msgspec.structs.replace(own.versus, words=words))
    shown = text(versus_lines(msgspec.structs.replace(STUDY, portfolios=dict(found)), "own", 77))
    assert -1 < shown.index(f"own: {words}") < shown.index("SPY is in both")


def test_captures_of_three_digits_stand_apart() -> None:
    own = STUDY.portfolios["own"]
    assert own is not None and own.versus is not None
    versus = msgspec.structs.replace(own.versus, up_capture=0.31, down_capture=-1.62)
    study = msgspec.structs.replace(STUDY, portfolios={"own": msgspec.structs.replace(own, versus=versus)})
    assert " 31% -162% " in text(versus_lines(study, "own", 77))


def test_nothing_in_common_is_told() -> None:
    own = STUDY.portfolios["own"]
    assert own is not None
    study = msgspec.structs.replace(STUDY, portfolios={"own": msgspec.structs.replace(own, versus=None)})
    assert "no days in common with the benchmark, SPY 100%" in text(versus_lines(study, "own", 77))
