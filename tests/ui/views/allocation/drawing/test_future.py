"""The fan, the medians beside it, and stress by portfolio."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.simulation import Simulation
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.drawing.numbers import percent
from r2k_tui.ui.views.allocation.drawing.future import fan_lines, stress_by_portfolio
from tests.cases import cases
from tests.fakes.still_allocation import STUDY, simulation
from tests.ui.views.chart.drawn import text

WINS = ((0.0, 0.6), (0.4, 0.0))


def scaled(name: str, factor: float) -> Simulation:
    found = simulation(name)
    outcomes = tuple(msgspec.structs.replace(o, p50=factor**o.year * o.p50) for o in found.outcomes)
    return msgspec.structs.replace(found, outcomes=outcomes)


@cases(("width", "height"), [(76, 19), (116, 18), (196, 28)])
@cases("others", [0, 1, 4])
def test_it_fits_its_room(width: int, height: int, others: int) -> None:
    found = [simulation("equal"), *(scaled(f"mix {'x' * 20}", 1 - 0.01 * place) for place in range(others))]
    wins = tuple(tuple(0.5 for _ in found) for _ in found)
    lines = fan_lines(found, wins, width, height)
    assert len(lines) <= height
    assert max(map(length, lines)) <= width


def test_a_fan_is_drawn_in_the_colours_of_its_legend() -> None:
    lines = fan_lines([simulation("equal")], (), 100, 30)
    named = {words.strip(): style for words, style in lines[0]}
    assert (named["5 %"], named["50"], named["95 %"]) == ("down", "accent", "up")
    drawn = {style for line in lines[1:-2] for _, style in line}
    assert {"down", "accent", "up", "volume"} <= drawn and "bright" not in drawn
    last = simulation("equal").outcomes[-1]
    assert f"loss {percent(last.loss, 1, sign=False)}, ruin {percent(last.ruin, 1, sign=False)}" in text(lines)
    assert "nominal USD, not adjusted for inflation" in " ".join(text(lines).split())


def test_the_medians_of_others_have_numbers_and_a_row_each() -> None:
    lines = fan_lines([simulation("equal"), scaled("70/30", 0.97)], WINS, 100, 30)
    shown = text(lines)
    assert "median 1" in text(lines[:1])
    assert any(style == "bright" and words.endswith("1") for line in lines[1:20] for words, style in line)
    row = next(line for line in shown.splitlines() if line.startswith(" 1 70/30"))
    assert row.endswith("40.0%"), "how often it ends above the first"


def test_names_of_the_user_are_no_markup() -> None:
    lines = fan_lines([simulation("equal"), scaled("[red]x[/red]", 0.97)], WINS, 100, 30)
    assert "1 [red]x[/red]" in text(lines)


def test_stress_of_one_portfolio_is_in_detail() -> None:
    assert "covered" in text(stress_by_portfolio(STUDY, "own", 76))


@cases("width", [76, 116])
def test_stress_by_portfolio(width: int) -> None:
    halved = tuple(
        msgspec.structs.replace(row, ret=row.ret / 2 if row.ret is not None else None, covered=1.0)
        for row in STUDY.stress
    )
    mixes = {"70/30": halved, "A portfolio of many parts": STUDY.stress, "c": halved, "d": halved}
    study = msgspec.structs.replace(STUDY, stress_of=mixes)
    lines = stress_by_portfolio(study, "own", width)
    shown = text(lines).splitlines()
    assert max(map(length, lines)) <= width
    assert "own" in shown[0] and "1 70/30" in shown[0] and "2 A port" in shown[0]
    crash, pandemic, bubble = shown[1:4]
    decimals = width > 76
    assert ("~-31.0 -34.0" if decimals else "~-31") in crash and ("-15.5 -34.0" if decimals else "-16 -34") in crash
    assert "~" not in pandemic and bubble.count("–") == 5
    assert any(line.startswith(" ~ less than 99 %") for line in shown) and "^RUT for IWM" in shown[-1]


def test_the_first_portfolio_is_no_column_twice() -> None:
    study = msgspec.structs.replace(STUDY, stress_of={"70/30": STUDY.stress})
    assert "covered" in text(stress_by_portfolio(study, "70/30", 76))
