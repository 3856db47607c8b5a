"""A stored picture says how old it is, in as many words as there is room for."""

from __future__ import annotations

from r2k_tui.instant.notice import StoredTime, notice
from tests.cases import cases

FRIDAY = StoredTime(1_000_000.0, "16:00", "Fri", "13 Nov", "2026")
DAY = 86400.0


@cases(
    ("age", "words"),
    [
        (0, "stored 16:00 Fri, <1m ago, loading"),
        (61, "stored 16:00 Fri, 1m ago, loading"),
        (7200, "stored 16:00 Fri, 2h ago, loading"),
        (2.5 * DAY, "stored 16:00 Fri, 2d ago, loading"),
        (6 * DAY, "stored 16:00 Fri 13 Nov, 6d ago, loading"),
        (400 * DAY, "stored 16:00 13 Nov 2026, 400d ago, loading"),
        (-30, "stored 16:00 Fri, <1m ago, loading"),
    ],
)
def test_the_age_is_the_true_one(age: float, words: str) -> None:
    assert notice(FRIDAY, FRIDAY.time + age, 60) == words


def test_a_picture_of_the_future_has_its_date_and_no_age() -> None:
    assert notice(FRIDAY, FRIDAY.time - 3600, 60) == "stored 16:00 13 Nov 2026, loading"


@cases(
    ("width", "words"),
    [
        (34, "stored 16:00 Fri, 2h ago, loading"),
        (32, "stored 16:00 Fri, loading"),
        (24, "stored 16:00 Fri"),
        (15, "stored 2h ago"),
        (12, ""),
    ],
)
def test_less_room_has_fewer_words(width: int, words: str) -> None:
    assert notice(FRIDAY, FRIDAY.time + 7200, width) == words
