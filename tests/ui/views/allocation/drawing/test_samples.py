"""In sample and out of sample, one portfolio a row."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.allocation.drawing.samples import sample_lines
from tests.cases import cases
from tests.fakes.still_allocation import STUDY
from tests.ui.views.chart.drawn import text


def many() -> AllocationStudy:
    """Fifteen portfolios, some with long names."""
    names = [*STUDY.portfolios, *(f"portfolio number {i}" for i in range(8))]
    found = list(STUDY.portfolios.values())
    return msgspec.structs.replace(STUDY, portfolios={name: found[i % 7] for i, name in enumerate(names)})


@cases("width", [77, 91, 92, 120])
def test_every_line_fits_whatever_the_number_of_portfolios(width: int) -> None:
    lines = sample_lines(many(), "equal", width)
    assert max(length(line) for line in lines) <= width
    assert sum("noise " in text([line]) for line in lines) >= 9


def test_in_out_gap_and_interval_of_a_ratio() -> None:
    rows = [line.split() for line in text(sample_lines(STUDY, "equal", 77)).splitlines()]
    best = next(row for row in rows if row and row[0] == "min-CVaR")
    assert best[1:] == ["0.69", "0.60", "+0.09", "0.20", "to", "1.00", "0.25", "+0.18", "noise", "7%", "15%", "-8%"]
    sure = next(row for row in rows if row and row[0] == "min-vol")
    assert "noise" not in sure
    fixed = next(row for row in rows if row and row[0] == "equal")
    assert fixed[1:4] == ["–", "0.45", "–"]


def test_ratios_below_minus_one_stand_apart() -> None:
    """Nothing that is held earns the riskless rate."""
    losing = STUDY.portfolios["min_cvar95"]
    assert losing is not None and losing.in_sample is not None and losing.evidence is not None
    within = msgspec.structs.replace(losing.in_sample, sharpe=-7.10)
    losing = msgspec.structs.replace(
        losing, in_sample=within, evidence=msgspec.structs.replace(losing.evidence, sharpe=-6.49)
    )
    study = msgspec.structs.replace(STUDY, portfolios={"min_cvar95": losing})
    row = text(sample_lines(study, "equal", 77)).splitlines()[2].split()
    assert row[:3] == ["min-CVaR", "-7.10", "-6.49"]


def test_the_other_measures_of_the_optima_alone() -> None:
    lines = text(sample_lines(STUDY, "equal", 77)).splitlines()
    below = lines[next(i for i, line in enumerate(lines) if "volatility" in line) :]
    row = next(line.split() for line in below if line.startswith(" min-vol"))
    assert row[1:4] == ["7.2", "6.2", "+1.0"] and row[4:7] == ["9.4", "10.4", "-1.0"]
    assert not any(line.startswith(" equal") for line in below)


def test_with_room_the_interval_of_the_difference_stands_beside_it() -> None:
    assert "0.12 to 0.52" in text(sample_lines(STUDY, "equal", 92))
    assert "0.12 to 0.52" not in text(sample_lines(STUDY, "equal", 91))


def test_the_notes_say_what_was_drawn_and_how_it_was_formed() -> None:
    shown = " ".join(text(sample_lines(STUDY, "equal", 77)).split())
    assert "stationary bootstrap, 1,000 draws, mean block 63 days, seed 1" in shown
    assert "formed each year, invented, 2015-04-10 to 2031-05-14" in shown
    assert "fixed weights: out is their whole history" in shown


def test_the_target_is_bright() -> None:
    rows = {text([line]).split()[0]: line for line in sample_lines(STUDY, "hrp", 77)[2:9]}
    assert [name for name, line in rows.items() if line[0][1] == "bright"] == ["HRP"]
