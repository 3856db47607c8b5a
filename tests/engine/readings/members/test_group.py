"""A row of readings of the index: its inputs, its windows, and what each reading carries."""

from __future__ import annotations

import pytest

from r2k_tui.engine.readings.members.group import MemberGroup, MemberResults
from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs
from r2k_tui.engine.readings.reading import Methodology, ReadingResult, ReadingSpec
from tests.engine.readings.members.scene import sample, without

NOTE = Methodology("x", "y")
FIELDS = (ReadingSpec("a", "fraction", "the a", NOTE), ReadingSpec("b", "count", "the b", NOTE))


def row(*windows: str) -> MemberGroup:
    def compute(inputs: MemberInputs) -> MemberResults:
        own = (ReadingResult(0.5, 7, note="; noted"), ReadingResult(None, 3, "too few", as_of="2026-11-20"))
        return MemberResults(own, inputs.members.as_of, "list and quotes")

    return MemberGroup(FIELDS, windows, (InputPart.MEMBERS, InputPart.LARGE_LIST), compute)


def test_each_reading_carries_everything_to_check_it() -> None:
    one, two = row("1 day").readings(MemberInputs(sample()))
    assert (one.key, one.value, one.unit, one.window, one.n) == ("a", 0.5, "fraction", "1 day", 7)
    assert (one.as_of, one.source, one.definition) == ("2026-11-27", "list and quotes", "the a; noted")
    assert (two.value, two.reason, two.as_of, two.window) == (None, "too few", "2026-11-20", "1 day")


def test_each_key_may_have_a_window_of_its_own() -> None:
    assert [reading.window for reading in row("1 day", "2 days").readings(MemberInputs(sample()))] == [
        "1 day",
        "2 days",
    ]


@pytest.mark.parametrize("part", [InputPart.MEMBERS, InputPart.LARGE_LIST])
def test_nothing_is_computed_where_a_needed_part_is_missing(part: InputPart) -> None:
    found = row("1 day").readings(without(part, reason="it did not come"))
    assert [(reading.value, reading.reason) for reading in found] == [(None, "it did not come")] * 2
