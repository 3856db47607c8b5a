"""Sentences about who carried the move, breadth, sectors and styles."""

from __future__ import annotations

from r2k_tui.engine.brief.members import breadth_section, carried_section
from r2k_tui.model.market.universe import Contributors, Summary
from tests.cases import cases
from tests.engine.brief.case import inputs, members, texts


def test_who_carried_it() -> None:
    found = texts(carried_section(inputs(members=members(caveats=("the list is old", "no closes of 5")))))
    assert found == [
        "40 of 45 members have a price, 97% of the weight, by the IWM list of 2025-09-17.",
        "Their contributions add up to +2.22%; the 12 largest in that direction make up all of it, the eight largest "
        "+0.20%.",
        "Added most: AAAA +0.04%, BBBB +0.03%; subtracted most: CCCC -0.01%.",
        "Caveat: the list is old. 1 more by r2k universe.",
    ]
    alone = texts(carried_section(inputs(members=members(caveats=("the list is old",)))))
    assert alone[3] == "Caveat: the list is old."


def test_a_move_that_nobody_carried_has_no_count() -> None:
    found = texts(carried_section(inputs(members=members(carriers=Contributors(0.0, None, 0.0)))))
    assert found[1] == "Their contributions add up to 0.00%; the eight largest in that direction to 0.00%."


def test_breadth_sectors_and_styles() -> None:
    assert texts(breadth_section(inputs())) == [
        "30 members rose, 8 fell; 70% are above their 50-day average, 60% above the 200-day; 52-week highs: 5, lows: "
        "1.",
        "Top sectors: Health Care +3.21%, Energy +1.00%; bottom: Materials 0.00%, Utilities -0.20%. Members with a "
        "price, cap-weighted +2.22%, equal-weighted +2.80%.",
        "Growth (IWO) +2.51%, 1 month +2.51%; value (IWN) +2.51%, 1 month +2.51%.",
    ]


@cases(
    ("summary", "reason"),
    [
        ("no list", "no list"),
        (members(as_of="2025-09-17"), "the prices of the members are of 2025-09-17"),
        (members(as_of=None), "no member has a price on that day"),
        (members(coverage=0.49), "40 of 45 members have a price, too few to speak of the index"),
    ],
)
def test_members_that_say_nothing_of_the_day_are_not_quoted(summary: Summary | str, reason: str) -> None:
    case = inputs(members=summary)
    assert texts(carried_section(case)) == [f"Not known: who carried it ({reason})."]
    assert texts(breadth_section(case))[0] == "Not known: breadth and sectors (for the same reason)."
    assert len(texts(breadth_section(case))) == 2


def test_a_sector_without_a_price_is_not_last() -> None:
    rows = tuple(row for row in members().sectors if row.sector != "Materials")
    found = texts(breadth_section(inputs(members=members(sectors=rows))))
    assert found[1] == "Not known: sectors (too few sectors have a price)."
