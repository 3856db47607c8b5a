"""The terminal's copy of what has fired: who joins is told of nothing old."""

from __future__ import annotations

from r2k_tui.model.alerts.alert import ALERTS_KEPT, Alert
from r2k_tui.ui.mirror.alerts import MARKED_S, AlertList


def alert(number: int, symbol: str = "IWM", *, mark: bool = True, test: bool = False) -> Alert:
    channels = ("mark",) if mark else ()
    return Alert(number, "rule", symbol, 1000.0 + number, 1.0, f"fired {number}", "demo", channels=channels, test=test)


def joined(*known: Alert) -> AlertList:
    alerts = AlertList()
    alerts.merge(known, whole=True)
    return alerts


def test_what_fired_before_one_came_is_in_the_log_and_not_told() -> None:
    alerts = joined(alert(1), alert(2))
    assert alerts.take_new() == ()
    assert not alerts.unseen
    assert [known.id for known in alerts.log] == [2, 1]


def test_what_comes_afterwards_is_told_once() -> None:
    alerts = joined(alert(1))
    assert alerts.merge([alert(1), alert(2)], whole=False)
    assert [fresh.id for fresh in alerts.take_new()] == [2]
    assert alerts.take_new() == ()
    assert not alerts.merge([alert(2)], whole=False)


def test_another_snapshot_tells_what_was_missed_between() -> None:
    alerts = joined(alert(1))
    alerts.merge([alert(1), alert(2)], whole=True)
    assert [fresh.id for fresh in alerts.take_new()] == [2]
    assert alerts.unseen


def test_a_row_is_marked_for_an_hour_or_until_somebody_looks() -> None:
    alerts = joined()
    alerts.merge([alert(0), alert(1, "SPY", mark=False)], whole=False)
    assert alerts.marked("IWM", 1000.0 + MARKED_S - 1)
    assert not alerts.marked("IWM", 1000.0 + MARKED_S)
    assert not alerts.marked("SPY", 1001.0)
    alerts.mark_seen()
    assert not alerts.marked("IWM", 1001.0)
    assert not alerts.unseen


def test_tests_are_told_and_are_not_in_the_log() -> None:
    alerts = joined()
    alerts.merge([alert(1), alert(-2, test=True)], whole=False)
    assert [fresh.id for fresh in alerts.take_new()] == [1, -2]
    assert alerts.newest is not None and alerts.newest.id == 1


def test_the_oldest_are_forgotten() -> None:
    alerts = joined(*(alert(number) for number in range(3 * ALERTS_KEPT)))
    assert len(alerts.log) == 2 * ALERTS_KEPT
    assert alerts.log[-1].id == ALERTS_KEPT
