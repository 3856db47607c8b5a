"""Lines of the page of rules."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.feed import Problem
from r2k_tui.model.rules.study import RuleDifference
from r2k_tui.ui.drawing.lines import Line, length
from r2k_tui.ui.views.allocation.drawing.rules import growth_lines, rule_lines, year_lines
from tests.cases import cases
from tests.fakes.still_rules import STUDY


def words(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def test_the_number_tried_comes_first_and_the_tables_fit_into_80_columns() -> None:
    lines = rule_lines(STUDY, "vol_target", 78)
    text = words(lines)
    assert text[0] == " 4 rules tried: the best of 4 without skill would show a Sharpe of 0.09"
    tables = text[1 : text.index(next(line for line in text if "90 % intervals" in line))]
    assert max(map(len, tables)) <= 78


def test_the_first_rows_say_what_is_held_and_whether_it_is_noise() -> None:
    text = words(rule_lines(STUDY, "ten_month", 78))
    assert "▸ten-month average  in: IWM             2031-05-01" in text[2]
    assert "dual momentum      in: SPY" in text[3]
    assert "63% IWM" in text[4] and "next close" in text[4]
    assert "out: bills" in text[5]
    assert "60/40 with bands   needs IEF: no daily bars" in text[6]
    row = next(line for line in text[8:] if "ten-month" in line)
    assert "-0.12  -0.30 to +0.05  within noise" in row and "71%" in row
    assert "worse" not in row and any("within noise" not in line for line in text[9:13])


def test_what_it_rests_on_is_said() -> None:
    study = msgspec.structs.replace(STUDY, problems=(Problem("^IRX", "risk_free", "no rate from ^IRX: 0 stands in"),))
    text = " ".join(words(rule_lines(study, "", 78)))
    for said in ("tax is ignored", "of these rules only", "without dividends", "1,000 stationary", "0 stands in"):
        assert said in text, said
    assert "▸" not in text


def test_without_a_rule_the_reasons_remain() -> None:
    text = words(rule_lines(msgspec.structs.replace(STUDY, rules=(), tried=0), "", 78))
    assert text[0] == " 0 rules tried" and "needs IEF" in text[2]


def test_a_long_reason_is_shown_as_a_whole() -> None:
    reason = "needs the risk gauge, which this history is too short for or lacks inputs of"
    absent = tuple(msgspec.structs.replace(one, reason=reason) for one in STUDY.absent)
    lines = words(rule_lines(msgspec.structs.replace(STUDY, absent=absent), "", 78))
    assert reason in " ".join(" ".join(lines).split()) and max(map(len, lines)) <= 78


@cases(("width", "height"), [(78, 18), (96, 30), (196, 40)])
def test_the_plot_fills_its_room_and_names_the_number_tried(width: int, height: int) -> None:
    lines = growth_lines(STUDY.rules[1], 4, width, height)
    assert len(lines) <= height and max(map(length, lines)) <= width
    text = words(lines)
    assert "R dual momentum, B hold IWM; 1 of 4 tried" in text[0]
    assert "within noise" in text[-1] and any("2020" in line for line in text)


def test_the_years_stand_beside_those_of_holding() -> None:
    rule = STUDY.rules[0]
    text = words(year_lines(rule, 4, 96))
    assert text[0] == " ten-month average, 1 of 4 tried" and "Journal of Invention" in " ".join(text).replace("  ", " ")
    cells = " ".join(text)
    assert all(year in cells for year in rule.figures.years) and "+10.0%" in cells
    assert "2017-10-31 to 2019-03-09" in cells and "2.0 trades a year cost 1.1%" in cells


def test_a_missing_interval_is_said() -> None:
    short = msgspec.structs.replace(STUDY.rules[0], sharpe_difference=RuleDifference(0.1, None, None, True))
    text = " ".join(words(rule_lines(msgspec.structs.replace(STUDY, rules=(short,)), "", 78)))
    assert "no interval" in text
