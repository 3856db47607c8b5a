"""What a settlement and a report say of themselves."""

from __future__ import annotations

import msgspec

from r2k_tui.model.index.short_interest import ShortCoverage, ShortInterest, ShortMember, SqueezeRule
from tests.fakes.settlements import settlement

LINE = ("AAA", 1.0, 2.0, 3.0, 0)


def test_a_settlement_is_known_from_the_earliest_day_that_is_certain() -> None:
    days = {"due": "2025-09-12"}
    assert (
        settlement("2025-08-29", LINE, **days, appeared="2025-09-15", retrieved="2025-09-20").known_on == "2025-09-15"
    )
    assert settlement("2025-08-29", LINE, **days, retrieved="2025-09-20").known_on == "2025-09-12"
    assert settlement("2025-08-29", LINE, **days, retrieved="2025-09-10").known_on == "2025-09-10"
    assert settlement("2025-08-29", LINE, **days).known_on == "2025-09-12"


def test_columns_of_one_length_are_sound() -> None:
    good = settlement("2025-08-29", LINE, LINE)
    assert good.sound and settlement("2025-08-29").sound and settlement("2025-08-29").names() == ()
    for change in ({"shares": b""}, {"flags": b"\0"}, {"symbols": "AAA"}, {"cover": b"\0" * 24}):
        assert not msgspec.structs.replace(good, **change).sound


def report(*members: ShortMember) -> ShortInterest:
    return ShortInterest(
        day="2025-09-18",
        settlement="2025-08-29",
        previous_settlement="",
        published="2025-09-10",
        published_by="by rule",
        retrieved_at=0.0,
        source="FINRA",
        simulated=False,
        next_settlement="2025-09-15",
        next_expected="2025-09-24",
        next_due="2025-09-26",
        rule=SqueezeRule(0.15, 3.5),
        coverage=ShortCoverage(2000, 1900, None, 100, 1700, 1850, 1880, 3, 1950, 12, 40),
        members=members,
    )


def test_facts_name_days_source_and_numbers() -> None:
    first, second, third, fourth = report().facts()
    assert first == "settled 2025-08-29, 20 d ago; published 2025-09-10 by rule; FINRA"
    assert second == "next 2025-09-15, due 2025-09-24 to 2025-09-26; change since the settlement before"
    assert third == "1,900 of 2,000 members, unknown of weight; * of shares outstanding, not float"
    assert fourth == "known: days to cover 1,850, change 1,880, float 100; shares outstanding only 1,700"


def test_the_squeeze_list_is_defined_and_says_what_lacks() -> None:
    definition, lack = report().squeeze_facts()
    assert "at least 15% of the float (of the shares outstanding where no float is known)" in definition
    assert "at least 3.5 days to cover, and a price above the 50-day average" in definition
    assert lack == "12 of 2,000 members; undecided 40; not known: fraction 200, days to cover 150, 50-day average 50"


def test_nothing_is_a_forecast() -> None:
    words = " ".join((*report().facts(), *report().squeeze_facts())).lower()
    assert not any(word in words for word in ("forecast", "predict", "will ", "likely", "expect to"))


def test_orders() -> None:
    found = report(
        ShortMember("AAA", "a", days_to_cover=1.0, change=0.1, squeeze=True),
        ShortMember("BBB", "b", days_to_cover=9.0, change=-0.5, squeeze=None),
        ShortMember("CCC", "c", squeeze=False),
    )
    assert [row.symbol for row in found.by_cover()] == ["BBB", "AAA"]
    assert [row.symbol for row in found.by_change()] == ["BBB", "AAA"]
    assert [row.symbol for row in found.squeezed()] == ["AAA"]
