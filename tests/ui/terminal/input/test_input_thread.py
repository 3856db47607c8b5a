"""The input thread sleeps until a byte arrives, looks again for a while after one, and ends when it is told to."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest
from textual.drivers.linux_driver import LinuxDriver

from r2k_tui.ui.terminal.foreign_input import ignore_foreign_input
from r2k_tui.ui.terminal.input.input_thread import SleepingInput, sleep_until_input


class Clock:
    """A clock that is put forward."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def pipes() -> Iterator[list[int]]:
    """Reading and writing ends of a terminal and of a wake-up pipe."""
    ends = [*os.pipe(), *os.pipe()]
    yield ends
    for end in ends:
        os.close(end)


def test_there_is_no_limit_before_a_byte_and_again_a_while_after_it(pipes: list[int]) -> None:
    terminal, keyboard, wake_up, _ = pipes
    clock = Clock()
    source = SleepingInput(terminal, wake_up, clock)
    assert source.nap() is None
    os.write(keyboard, b"\x1b")
    assert source.read() == b"\x1b"
    assert source.nap() == 0.1, "a lone Escape is known by the time alone"
    assert source.read() is None
    clock.now += 1.0
    assert source.nap() == 0.1, "so is a paste without an end"
    clock.now += 1.0
    assert source.nap() is None
    source.close()


def test_a_wake_up_ends_the_wait(pipes: list[int]) -> None:
    terminal, _, wake_up, waker = pipes
    source = SleepingInput(terminal, wake_up)
    found: list[bytes | None] = []
    reading = threading.Thread(target=lambda: found.append(source.read()))
    reading.start()
    os.write(waker, b"\0")
    reading.join(20)
    assert found == [None]
    source.close()


class Driver:
    """What the thread needs of a driver."""

    _debug = False

    def __init__(self, fileno: int) -> None:
        self.fileno, self.exit_event = fileno, threading.Event()
        self.posted: list[str] = []
        self.seen = threading.Semaphore(0)

    def process_message(self, message: object) -> None:
        """Take down a key."""
        self.posted.append(str(getattr(message, "key", message)))
        self.seen.release()


def test_keys_and_a_lone_escape_arrive_and_the_thread_ends(pipes: list[int]) -> None:
    terminal, keyboard, wake_up, waker = pipes
    ignore_foreign_input()
    sleep_until_input()
    driver = Driver(terminal)
    vars(driver)["r2k_wake_up"] = (wake_up, waker)
    thread = threading.Thread(target=LinuxDriver.run_input_thread, args=(driver,))
    thread.start()
    for data in (b"j", b"\x1b", "é".encode()):
        os.write(keyboard, data)
        assert driver.seen.acquire(timeout=20)
    os.write(waker, b"\0")
    driver.exit_event.set()
    thread.join(20)
    assert not thread.is_alive()
    assert driver.posted == ["j", "escape", "é"]
