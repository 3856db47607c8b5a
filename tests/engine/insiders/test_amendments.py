"""Filings as they stand on a day."""

from __future__ import annotations

from r2k_tui.engine.insiders.amendments import standing
from r2k_tui.model.insiders.filing import InsiderFiling
from tests.engine.insiders.filings import filing


def names(found: tuple[InsiderFiling, ...]) -> list[int]:
    return sorted(int(one.accession[-6:]) for one in found)


def amended(filed: str, number: int, **more: object) -> InsiderFiling:
    return filing(filed, number=number, form="4/A", **more)  # type: ignore[arg-type]


def test_later_filings_are_unknown() -> None:
    filings = [filing("2025-09-18", number=2), filing("2025-09-17", number=1)]
    assert names(standing(filings, "2025-09-17")) == [1]
    assert names(standing(filings, "2025-09-16")) == []


def test_an_amendment_replaces_the_filing_of_the_day_that_it_names() -> None:
    filings = [filing("2025-09-10", number=1), filing("2025-09-12", number=2), amended("2025-09-17", 3)]
    filings[2] = amended("2025-09-17", 3, original="2025-09-10", period="2025-09-09")
    assert names(standing(filings, "2025-09-17")) == [2, 3]
    assert names(standing(filings, "2025-09-16")) == [1, 2], "not known yet"


def test_the_index_may_be_some_days_later_than_the_day_of_submission() -> None:
    filings = [filing("2025-09-15", number=1), amended("2025-09-17", 2, original="2025-09-12")]
    assert names(standing(filings, "2025-09-17")) == [2]
    filings = [filing("2025-09-17", number=1), amended("2025-09-18", 2, original="2025-09-12", period="2025-09-01")]
    assert names(standing(filings, "2025-09-18")) == [1, 2]


def test_of_two_filings_of_that_day_the_one_of_the_same_period() -> None:
    first = filing("2025-09-10", number=1, trades=(("2025-09-08", 1.0, 1.0),))
    second = filing("2025-09-10", number=2, trades=(("2025-09-09", 1.0, 1.0),))
    change = amended("2025-09-17", 3, original="2025-09-10", trades=(("2025-09-08", 2.0, 1.0),))
    assert names(standing([first, second, change], "2025-09-17")) == [2, 3]


def test_without_a_day_the_period_decides() -> None:
    filings = [filing("2025-09-16", number=1), amended("2025-09-17", 2)]
    assert names(standing(filings, "2025-09-17")) == [2]


def test_a_second_amendment_replaces_the_first() -> None:
    change = [amended("2025-09-16", 2, original="2025-09-10"), amended("2025-09-17", 3, original="2025-09-10")]
    assert names(standing([filing("2025-09-10", number=1), *change], "2025-09-17")) == [3]


def test_another_person_or_company_is_not_replaced() -> None:
    others = [filing("2025-09-10", number=1, persons=(7,)), filing("2025-09-10", "BBB", number=2)]
    assert names(standing([*others, amended("2025-09-17", 3, original="2025-09-10")], "2025-09-17")) == [1, 2, 3]


def test_an_amendment_that_cannot_be_read_replaces_nothing() -> None:
    broken = amended("2025-09-17", 2, original="2025-09-10", fault="not XML")
    assert names(standing([filing("2025-09-10", number=1), broken], "2025-09-17")) == [1, 2]
