"""The rules as text."""

from __future__ import annotations

import msgspec

from r2k_tui.commands.rules.text import text_lines
from tests.fakes.still_rules import STUDY


def test_every_rule_has_its_signal_figures_interval_and_definition() -> None:
    text = "\n".join(text_lines(STUDY, "still"))
    for rule in STUDY.rules:
        assert text.count(rule.title) >= 4, rule.title
    assert "4 rules tried" in text and "needs IEF: no daily bars" in text
    assert text.count("within noise") >= 3 and "fell 2017-10-31 to 2019-03-09" in text


def test_no_line_is_wider_than_80_columns() -> None:
    assert max(map(len, text_lines(STUDY, "a source with a long name SIMULATED"))) <= 80


def test_a_long_reason_is_printed_as_a_whole() -> None:
    reason = "needs the risk gauge, which this history is too short for or lacks inputs of"
    absent = tuple(msgspec.structs.replace(one, reason=reason) for one in STUDY.absent)
    lines = text_lines(msgspec.structs.replace(STUDY, absent=absent), "still")
    assert reason in " ".join(" ".join(lines).split()) and max(map(len, lines)) <= 80


def test_without_a_rule_there_is_no_table_of_years() -> None:
    lines = text_lines(msgspec.structs.replace(STUDY, rules=(), tried=0), "still")
    assert "0 rules tried" in lines and not any(line.startswith("year") for line in lines)
