"""What a terminal shows, kept by what was sent to it: whatever is put, both agree."""

from __future__ import annotations

import random

from r2k_tui.ui.terminal.shadow import Shadow
from r2k_tui.ui.widgets.pen import DEFAULT, Pen, pen_of
from tests.cases import cases
from tests.pty.replay import Replay
from tests.pty.size import Size

SIZE = Size(40, 6)
PENS = [
    DEFAULT,
    pen_of(("1",), "", ""),
    pen_of(("2",), "", ""),
    pen_of((), "31", ""),
    pen_of(("1",), "32", ""),
    pen_of(("7",), "", ""),
    pen_of((), "38;2;1;2;3", "48;2;9;9;9"),
    pen_of((), "", "48;5;17"),
]
WORDS = ["a", "0.5%", " ", "            ", "│", "──────────", "▲ +1", "⣀⣄⣶", "x y"]


def cells(screen: Replay) -> list[list[tuple[str, ...]]]:
    """The cells as a person sees them: of a blank only its ground, unless it is reversed."""
    return [
        [(c, "" if c == " " and not rev else fg, bg, str(rev)) for c, fg, bg, rev in row]
        for row in screen.region(0, 0, SIZE.rows - 1, SIZE.columns - 1)
    ]


def some_runs(chance: random.Random) -> list[tuple[str, Pen]]:
    return [(chance.choice(WORDS), chance.choice(PENS)) for _ in range(chance.randint(1, 9))]


@cases("thin", [False, True])
@cases("seed", range(12))
def test_what_was_sent_piece_by_piece_is_what_all_of_it_would_be(seed: int, thin: bool) -> None:
    chance, shown, terminal = random.Random(seed), Shadow(), Replay(SIZE)
    shown.thin = thin
    shown.clear(SIZE)
    for _ in range(60):
        puts = [(chance.randrange(SIZE.rows), 0, some_runs(chance)) for _ in range(chance.randint(1, 4))]
        for y, x, runs in puts:
            fill = "".join(text for text, _ in runs)
            shown.put(y, x, [*runs, (" " * max(0, SIZE.columns - 2 * len(fill)), DEFAULT)])
        terminal.feed(shown.encode().encode())
        anew, whole = Replay(SIZE), Shadow()
        whole.thin = thin
        whole.clear(SIZE)
        for y, row in enumerate(shown._shown):
            whole.put(y, 0, [(text, pen) for text, pen in zip(row.texts, row.pens, strict=True) if text])
        anew.feed(whole.encode().encode())
        assert cells(terminal) == cells(anew)


def test_what_is_there_already_is_not_sent() -> None:
    shown = Shadow()
    shown.clear(SIZE)
    shown.put(1, 2, [("IWM ", PENS[3]), ("205.10", DEFAULT)])
    assert shown.encode() == "\x1b[m\x1b[2J\x1b[2;3H\x1b[31mIWM \x1b[m205.10"
    shown.put(1, 2, [("IWM ", PENS[3]), ("205.10", DEFAULT)])
    assert shown.encode() == ""
    shown.put(1, 2, [("IWM ", PENS[3]), ("205.14", DEFAULT)])
    assert shown.encode() == "\x1b[2;12H4"


def test_on_a_thin_line_looks_are_few() -> None:
    shown = Shadow()
    shown.thin = True
    shown.clear(SIZE)
    shown.put(0, 0, [("│", PENS[3]), ("low", PENS[2]), ("High", PENS[1]), ("-1%", PENS[3]), ("│", PENS[3])])
    assert shown.encode() == "\x1b[m\x1b[2J\x1b[H│lowHigh\x1b[31m-1%\x1b[m│"


def test_nothing_is_known_of_another_size_or_after_a_stranger_has_written() -> None:
    shown = Shadow()
    assert not shown.is_current(SIZE) and not shown.is_current((0, 0))
    shown.clear(SIZE)
    assert shown.is_current(SIZE) and not shown.is_current((41, 6))
    shown.forget()
    assert not shown.is_current(SIZE)


def test_a_screen_that_is_taken_over_is_known_and_only_what_differs_is_sent() -> None:
    chance = random.Random(3)
    painted, screen = Shadow(), Replay(SIZE)
    painted.clear(SIZE)
    for y in range(SIZE.rows):
        painted.put(y, 0, some_runs(chance))
    screen.feed(painted.encode().encode())
    taken = Shadow()
    taken.adopt(SIZE, painted.rows())
    assert taken.is_current(SIZE)
    assert taken.encode() == "", "nothing to be sent, and nothing cleared"
    assert taken.rows() == painted.rows()
    for y in range(SIZE.rows):
        runs = some_runs(chance)
        painted.put(y, 3, runs)
        taken.put(y, 3, runs)
    codes = taken.encode()
    assert codes == painted.encode()
    screen.feed(codes.encode())
    whole = Replay(SIZE)
    anew = Shadow()
    anew.clear(SIZE)
    for y, row in enumerate(taken.rows()):
        anew.put(y, 0, row)
    whole.feed(anew.encode().encode())
    assert cells(screen) == cells(whole)


def test_a_row_has_as_few_runs_as_changes_of_its_pen() -> None:
    shown = Shadow()
    shown.clear((8, 1))
    shown.put(0, 0, [("a", PENS[1]), ("b", PENS[1]), ("日", PENS[3])])
    shown.encode()
    assert shown.rows() == [[("ab", PENS[1]), ("日", PENS[3]), ("    ", DEFAULT)]]
