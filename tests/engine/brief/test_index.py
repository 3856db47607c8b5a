"""Sentences about the index."""

from __future__ import annotations

from r2k_tui.engine.brief.index import index_section
from tests.engine.brief.case import MARKET, index_readings, inputs, texts


def test_a_record_close() -> None:
    assert texts(index_section(inputs())) == [
        "^RUT closed at 2,345.60: +54.32 points, +2.51% on the day.",
        "That is +0.03 times the volatility expected the day before; 3% of the last 2,520 daily moves, up or down, "
        "were no larger.",
        "The last daily rise as large was on 2025-08-21.",
        "It is a record close of the history at hand; record closes in the last 252 sessions: 1.",
        "5 sessions +2.51%, 1 month +2.51%, year to date +2.51%, 1 year +2.51%.",
        "Large caps (^GSPC): +2.51% on the day, +2.51% year to date; ^RUT less ^GSPC over 63 sessions, in log returns: "
        "+2.51%.",
    ]


def test_below_the_record_and_falling() -> None:
    changed = index_readings(is_record_close=False, ret_1d=-0.01, curdd_px=-0.3131, record_close=1650.25)
    found = texts(index_section(inputs(readings={MARKET.index: changed})))
    assert found[2] == "The last daily fall as large was on 2025-08-21."
    assert found[3] == "It is -31.31% from the record close of 1,650.25 on 2025-09-18."


def test_a_session_under_way_has_no_close() -> None:
    assert texts(index_section(inputs(finished=False)))[0].startswith("^RUT is, during the session, at 2,345.60")


def test_what_is_missing_is_said_with_its_reason_and_the_rest_stays() -> None:
    short = index_readings(ret_1d_size_pctile_2520=None)
    section = index_section(inputs(readings={MARKET.index: short}, absent={"^GSPC": "no ^GSPC.csv"}))
    missing = [sentence.text for sentence in section.sentences if sentence.missing]
    assert missing == [
        "Not known: how unusual the move is (^RUT ret_1d_size_pctile_2520: too short).",
        "Not known: large caps beside it (^GSPC: no ^GSPC.csv).",
    ]
    assert len(section.sentences) == 6
