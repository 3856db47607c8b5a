"""One line a minute, in a time that the test tells."""

from __future__ import annotations

from r2k_tui.model.tally import OTHERS, Counted, Tally


class Time:
    """Seconds, as the test has them."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_first_is_told_and_the_others_are_a_number_after_a_minute() -> None:
    time = Time()
    tally = Tally(time)
    assert [tally.note("too long", who) for who in ("desk", "ann", "desk", "desk")] == [True, False, False, False]
    assert tally.note("unknown"), "another kind has a minute of its own"
    time.now = 59.9
    assert tally.due() == []
    time.now = 60.0
    (told,) = tally.due()
    assert told == Counted("too long", 3, 60.0, (("desk", 2), ("ann", 1)))
    assert (told.when, told.who) == ("in the last minute", "desk (2), ann (1)")
    assert not tally.note("too long"), "the next minute has begun"
    assert tally.due() == []


def test_several_may_be_told_at_once_and_no_more_while_they_keep_coming() -> None:
    time = Time()
    tally = Tally(time, at_once=2)
    assert [tally.note("missing") for _ in range(4)] == [True, True, False, False]
    time.now = 60.0
    assert [found.times for found in tally.due()] == [2]
    assert not tally.note("missing")
    for time.now in (120.0, 180.0):
        tally.due()
    assert [tally.note("missing") for _ in range(3)] == [True, True, False], "a quiet minute begins anew"


def test_a_kind_that_does_not_come_again_begins_anew() -> None:
    time = Time()
    tally = Tally(time)
    assert tally.note("a")
    time.now = 60.0
    assert tally.due() == []
    assert tally.note("a")


def test_what_is_left_at_the_end_is_told() -> None:
    tally = Tally(Time())
    tally.note("a")
    tally.note("a")
    assert [found.times for found in tally.due(all_of_it=True)] == [1]


def test_names_without_end_are_counted_together() -> None:
    tally = Tally(Time())
    tally.note("a")
    for number in range(1000):
        tally.note("a", f"n{number}")
    (told,) = tally.due(all_of_it=True)
    assert told.times == 1000
    assert dict(told.by)[OTHERS] == 900
    assert told.who == "others (900), n0 (1), n1 (1), 98 more"


def test_a_minute_that_was_long() -> None:
    time = Time()
    tally = Tally(time)
    tally.note("a")
    tally.note("a")
    time.now = 300.0
    assert tally.due()[0].when == "in the last 5 minutes"
