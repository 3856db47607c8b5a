"""From one look to another: as few codes as can be, and always the look that was meant."""

from __future__ import annotations

from itertools import product

from r2k_tui.ui.widgets.pen import Pen, pen_of, pen_of_codes
from tests.cases import cases
from tests.pty.replay import Replay
from tests.pty.size import Size

COLOURS = [("", ""), ("38;5;243", "48;5;16"), ("31", "48;5;16")]
ATTRIBUTES = [(), ("1",), ("2",), ("1", "7"), ("3", "4"), ("7",), ("9",)]
PENS = [pen_of(attributes, *colours) for attributes, colours in product(ATTRIBUTES, COLOURS)]


@cases("old", PENS)
def test_whatever_the_look_before_the_next_is_as_from_nothing(old: Pen) -> None:
    for new in PENS:
        turned, anew = Replay(Size(4, 1)), Replay(Size(4, 1))
        turned.feed(f"{PENS[0].to(old)}a{old.to(new)}b".encode())
        anew.feed(f" {PENS[0].to(new)}b".encode())
        assert turned._screen.buffer[0][1] == anew._screen.buffer[0][1], (old.attributes, new.attributes)


def test_the_end_of_bold_says_no_colour_again() -> None:
    bold, dim = pen_of(("1",), "38;5;188", "48;5;16"), pen_of((), "38;5;243", "48;5;16")
    assert bold.to(dim) == "\x1b[22;38;5;243m"
    assert bold.to(pen_of(("2",), "38;5;188", "48;5;16")) == "\x1b[22;2m"
    assert pen_of(("1", "2"), "", "").to(pen_of(("1",), "", "")) == "\x1b[0;1m", "the bold that stays is said again"


def test_a_pen_is_made_of_its_codes() -> None:
    for pen in PENS:
        assert pen_of_codes(pen.codes) is pen
    assert pen_of_codes("1;31;0") is pen_of(("1",), "31", "")
