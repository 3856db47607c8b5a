"""Series that failed: one of them is tried for all, ever more rarely."""

from __future__ import annotations

from r2k_tui.engine.polling.retry import RetrySchedule


def schedule() -> RetrySchedule[str]:
    failed = RetrySchedule[str](first_s=10.0, most_s=40.0)
    failed.failed("a", 100.0)
    failed.failed("b", 101.0)
    return failed


def test_nobody_is_tried_where_nobody_failed() -> None:
    assert RetrySchedule[str](10.0, 40.0).trial(["a"], 1e9) is None


def test_the_longest_at_rest_is_tried_first_and_only_when_it_is_time() -> None:
    failed = schedule()
    assert failed.trial(["b", "a"], 109.9) is None
    assert failed.trial(["b", "a"], 110.0) == "a"


def test_each_wait_is_twice_as_long_up_to_the_longest() -> None:
    failed, tried, now = schedule(), [], 100.0
    while now < 260.0:
        now += 1.0
        if failed.trial(["a"], now) is not None:
            tried.append(now)
    assert tried == [110.0, 130.0, 170.0, 210.0, 250.0]


def test_only_those_asked_about_are_tried() -> None:
    assert schedule().trial(["c"], 500.0) is None


def test_one_that_comes_again_frees_all_and_the_next_failure_begins_with_the_first_wait() -> None:
    failed = schedule()
    failed.succeeded("never failed")
    assert failed.since("a") == 100.0
    failed.succeeded("b")
    assert failed.since("a") is None
    failed.failed("a", 1000.0)
    assert failed.trial(["a"], 1009.0) is None
    assert failed.trial(["a"], 1010.0) == "a"
