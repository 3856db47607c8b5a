"""Sentences about the index."""

from __future__ import annotations

from r2k_tui.engine.brief.index import index_section
from tests.engine.brief.case import MARKET, index_readings, inputs, texts


def test_a_record_close() -> None:
    assert texts(index_section(inputs())) == [
        "^RUT closed at 2,345.60, +54.32 points or +2.51% on the session before.",
        "Of the moves of the last 2,520 sessions, of either sign, 3% were at most as large; in units of the volatility "
        "expected the day before it was +0.03.",
        "The last rise of one session as large was on 2025-08-21.",
        "That is a record close of the history at hand; records in the last 252 closes: 1.",
        "Over 5 sessions +2.51%, one month +2.51%, this year +2.51%, one year +2.51%.",
        "Large caps (^GSPC): +2.51% and +2.51% this year; over 63 sessions ^RUT less ^GSPC, in logs: +2.51%.",
    ]


def test_below_the_record_and_falling() -> None:
    changed = index_readings(is_record_close=False, ret_1d=-0.01, curdd_px=-0.3131, record_close=1650.25)
    found = texts(index_section(inputs(readings={MARKET.index: changed})))
    assert found[2] == "The last fall of one session as large was on 2025-08-21."
    assert found[3] == "That is -31.31% from the record close of 1,650.25 on 2025-09-18."


def test_a_session_under_way_has_no_close() -> None:
    assert texts(index_section(inputs(finished=False)))[0].startswith(
        "^RUT stands, in a session under way, at 2,345.60"
    )


def test_what_is_missing_is_said_with_its_reason_and_the_rest_stays() -> None:
    short = index_readings(ret_1d_size_pctile_2520=None)
    section = index_section(inputs(readings={MARKET.index: short}, absent={"^GSPC": "no ^GSPC.csv"}))
    missing = [sentence.text for sentence in section.sentences if sentence.missing]
    assert missing == [
        "Not known: how unusual the move is (^RUT ret_1d_size_pctile_2520: too short).",
        "Not known: large caps beside it (^GSPC: no ^GSPC.csv).",
    ]
    assert len(section.sentences) == 6
