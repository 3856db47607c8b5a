"""The mouse of a terminal: reports in both forms, and a search for what to point at."""

from __future__ import annotations

from tests.pty.session import Session

_WHEEL = {"up": 64, "down": 65}
MOVED = 35


def report(session: Session, button: int, x: int, y: int, *, released: bool = False) -> None:
    """Send one report in the form of SGR; cells are counted from 0."""
    session.send(f"\x1b[<{button};{x + 1};{y + 1}{'m' if released else 'M'}".encode())


def legacy(session: Session, button: int, x: int, y: int) -> None:
    """Send one report in the form of X10."""
    session.send(b"\x1b[M" + bytes([button + 32, x + 33, y + 33]))


def place_of(session: Session, text: str) -> tuple[int, int]:
    """The first cell of a text on the screen."""
    for y, line in enumerate(session.text().split("\n")):
        if text in line:
            return line.index(text), y
    raise AssertionError(f"no {text} on the screen\n{session.text()}")


def click(session: Session, x: int, y: int, times: int = 1) -> None:
    """Press and release the left button."""
    for _ in range(times):
        report(session, 0, x, y)
        report(session, 0, x, y, released=True)


def click_on(session: Session, text: str, times: int = 1, *, beyond: int = 0) -> None:
    """Click on a text, or `beyond` cells right of its start."""
    x, y = place_of(session, text)
    click(session, x + beyond, y, times)


def wheel(session: Session, way: str, x: int, y: int) -> None:
    """Turn the wheel by one notch."""
    report(session, _WHEEL[way], x, y)


def drag(session: Session, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press, move, release."""
    report(session, 0, *start)
    report(session, 32, *end)
    report(session, 0, *end, released=True)
