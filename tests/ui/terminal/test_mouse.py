"""Legacy reports become the ones that Textual reads; motion is not asked for."""

from __future__ import annotations

from textual import events
from textual._xterm_parser import XTermParser

from r2k_tui.ui.terminal.foreign_input import ForgivingDecoder, ignore_foreign_input
from r2k_tui.ui.terminal.mouse import LegacyReports, report_no_motion
from tests.cases import cases


def legacy(button: int, x: int, y: int) -> bytes:
    return b"\x1b[M" + bytes([button + 32, x + 33, y + 33])


def heard(*reports: bytes) -> list[events.MouseEvent]:
    ignore_foreign_input()
    decoder, parser = ForgivingDecoder(), XTermParser()
    found = [event for report in reports for event in parser.feed(decoder.decode(report))]
    return [event for event in found if isinstance(event, events.MouseEvent)]


@cases("x", [0, 94, 95, 100, 140, 190, 222])
def test_a_legacy_click_is_heard_wherever_it_is(x: int) -> None:
    down, up = heard(legacy(0, x, 7), legacy(3, x, 7))
    assert isinstance(down, events.MouseDown) and isinstance(up, events.MouseUp)
    assert [(event.x, event.y, event.button) for event in (down, up)] == [(x, 7, 1)] * 2


def test_the_wheel_the_drag_and_the_other_buttons() -> None:
    kinds = [type(event) for event in heard(legacy(64, 5, 5), legacy(65, 5, 5), legacy(0, 5, 5), legacy(32, 9, 5))]
    assert kinds == [events.MouseScrollUp, events.MouseScrollDown, events.MouseDown, events.MouseMove]
    down, up = heard(legacy(2, 5, 5), legacy(3, 5, 5))
    assert (down.button, up.button) == (3, 3)


def test_other_reports_stay_as_they_are() -> None:
    for code in ("\x1b[<0;5;5M", "\x1b[M", "\x1b[Mab", "q"):
        assert LegacyReports().as_sgr(code) == code


class Driver:
    """What a driver of Textual writes."""

    def __init__(self, *, mouse: bool) -> None:
        self._mouse, self.written = mouse, ""

    def write(self, text: str) -> None:
        self.written += text

    def flush(self) -> None:
        pass


@cases("mouse", [True, False])
def test_buttons_and_drags_are_asked_for_and_no_motion(mouse: bool) -> None:
    from textual.drivers.linux_driver import LinuxDriver

    report_no_motion()
    driver = Driver(mouse=mouse)
    LinuxDriver._enable_mouse_support(driver)  # type: ignore[arg-type]
    assert driver.written == ("\x1b[?1000h\x1b[?1002h\x1b[?1006h" if mouse else "")
    LinuxDriver._disable_mouse_support(driver)  # type: ignore[arg-type]
    assert driver.written.endswith("\x1b[?1000l\x1b[?1002l\x1b[?1006l" if mouse else "")
