"""Announcements come one by one, the most important first."""

from __future__ import annotations

from r2k_tui.ui.plain.announcements import GAP_S, OLD_S, URGENT_GAP_S, Announcement, AnnouncementQueue, Rank


def price(symbol: str, words: str, weight: float = 0.01) -> Announcement:
    return Announcement(symbol, Rank.PRICE, words, weight)


def drained(queue: AnnouncementQueue, start: float, step: float = GAP_S) -> list[str]:
    said: list[str] = []
    while (found := queue.next(start)) is not None:
        said.append(found.words)
        start += step
    return said


def test_the_most_important_goes_first_then_the_largest_move() -> None:
    queue = AnnouncementQueue()
    for one in (
        price("IWM", "IWM 1", 0.01),
        price("SPY", "SPY 1", 0.02),
        Announcement("quotes", Rank.FEED, "quotes fail"),
        Announcement("IWM", Rank.HALT, "IWM halted"),
        Announcement("a", Rank.ALERT, "alert"),
    ):
        queue.add(one, 0.0)
    assert drained(queue, 1.0) == ["alert", "IWM halted", "quotes fail", "SPY 1", "IWM 1"]


def test_prices_keep_their_distance_and_alerts_a_shorter_one() -> None:
    queue = AnnouncementQueue()
    queue.spoken(100.0)
    queue.add(price("IWM", "IWM 1"), 100.0)
    assert queue.next(100.0 + GAP_S - 0.1) is None
    queue.add(Announcement("a", Rank.ALERT, "alert"), 100.0)
    assert queue.next(100.0 + URGENT_GAP_S - 0.1) is None
    found = queue.next(100.0 + URGENT_GAP_S)
    assert found is not None and found.words == "alert"


def test_a_newer_price_replaces_the_one_that_waits_and_alerts_all_stay() -> None:
    queue = AnnouncementQueue()
    for words in ("IWM 1", "IWM 2"):
        queue.add(price("IWM", words), 0.0)
        queue.add(Announcement("IWM", Rank.ALERT, f"alert {words}"), 0.0)
    assert drained(queue, 1.0) == ["alert IWM 1", "alert IWM 2", "IWM 2"]


def test_old_news_is_dropped_but_no_alert() -> None:
    queue = AnnouncementQueue()
    queue.add(price("IWM", "IWM 1"), 0.0)
    queue.add(Announcement("a", Rank.ALERT, "alert"), 0.0)
    assert drained(queue, OLD_S + 1.0) == ["alert"]
