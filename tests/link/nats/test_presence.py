"""How often terminals announce themselves, and who counts as gone."""

from __future__ import annotations

from r2k_tui.link.nats.presence import PERIOD_S, PresenceRegister, period_s
from tests.cases import cases


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@cases(("terminals", "seconds"), [(0, 10.0), (1, 10.0), (50, 10.0), (100, 20.0), (1000, 200.0), (5000, 600.0)])
def test_the_more_terminals_the_longer_the_period(terminals: int, seconds: float) -> None:
    assert period_s(terminals) == seconds


def test_a_terminal_is_silent_after_three_and_a_half_periods() -> None:
    clock = Clock()
    register = PresenceRegister(10, clock)
    assert register.mark("a.1")
    clock.now = 3.5 * PERIOD_S
    assert register.silent() == ()
    assert register.mark("a.2")
    clock.now += 0.1
    assert register.silent() == ("a.1",)
    register.forget("a.1")
    assert register.readers == ("a.2",)
    assert "a.1" not in register


def test_a_deadline_does_not_come_nearer_when_others_leave() -> None:
    """A terminal that was told a long period is not gone because the period is short by now."""
    clock = Clock()
    register = PresenceRegister(1000, clock)
    readers = [f"a.{number}" for number in range(500)]
    for reader in readers:
        register.mark(reader)
    register.mark("a.0")
    assert register.period_s == 100.0
    for reader in readers[1:]:
        register.forget(reader)
    assert register.period_s == PERIOD_S
    register.mark("a.0")
    clock.now = 3.5 * 100.0
    assert register.silent() == ()
    clock.now += 0.1
    assert register.silent() == ("a.0",)


def test_there_is_room_for_as_many_as_allowed() -> None:
    register = PresenceRegister(2, Clock())
    assert [register.mark(reader) for reader in ("a.1", "a.2", "a.3", "a.1")] == [True, True, False, True]
    register.forget("a.2")
    assert register.mark("a.3")
