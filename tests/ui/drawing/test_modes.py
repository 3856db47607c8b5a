"""The labels of what is on, in titles of every width."""

from __future__ import annotations

from r2k_tui.ui.drawing.lines import Line, length
from r2k_tui.ui.drawing.modes import Mode, mode, titled
from tests.cases import cases

TITLE: Line = (("Members", "bright"), (" of IWM", "dim"))
RIGHT: Line = (("demo 2031-05-15", "dim"),)


def nothing() -> None:
    """Undo nothing."""


ON = [mode("filtered", nothing), mode("by Chg% ▼", nothing, "sorted"), mode("own columns", nothing, "columns")]


def text(line: Line) -> str:
    return "".join(run for run, _ in line)


def test_where_nothing_is_on_the_title_is_as_it_was() -> None:
    assert titled(TITLE, [], RIGHT, 40) == (TITLE, RIGHT)
    assert titled(TITLE, [Mode("page", nothing)], RIGHT, 40) == (TITLE, RIGHT), "shown by the panel itself"


@cases(
    ("width", "left", "right"),
    [
        (100, "Members of IWM · filtered · by Chg% ▼ · own columns", "demo 2031-05-15"),
        (70, "Members of IWM · filtered · sorted · columns", "demo 2031-05-15"),
        (60, "Members of IWM · filtered · by Chg% ▼ · own columns", ""),
        (52, "Members of IWM · filtered · sorted · columns", ""),
        (46, "Members · filtered · sorted · columns", ""),
        (40, "filtered · sorted · columns", ""),
        (30, "Members · filtered · +2", ""),
        (20, "filtered · +2", ""),
        (14, "3 on", ""),
    ],
)
def test_labels_become_shorter_and_are_never_cut(width: int, left: str, right: str) -> None:
    title, note = titled(TITLE, ON, RIGHT, width)
    assert (text(title), text(note)) == (left, right)


@cases("width", range(4, 120))
def test_every_width_holds_whole_labels(width: int) -> None:
    title, note = titled(TITLE, ON, RIGHT, width)
    shown = text(title)
    if width < 10:
        assert shown == "Members of IWM", "there is room for no label"
        return
    assert length(title) + (length(note) + 2 if note else 0) <= width - 6
    assert set(shown.removeprefix("Members").removeprefix(" of IWM").removeprefix(" · ").split(" · ")) <= {
        "filtered",
        "by Chg% ▼",
        "sorted",
        "own columns",
        "columns",
        "+2",
        "3 on",
    }


LISTS: Line = (("Small", "bright"), (" · ", "frame"), ("Rates", "dim"), (" · ", "frame"), ("World", "dim"))


@cases(("width", "left"), [(40, "Small · Rates · World · filtered"), (34, "Small · Rates · filtered")])
def test_no_separator_stands_where_a_part_of_the_title_was_left_out(width: int, left: str) -> None:
    assert text(titled(LISTS, ON[:1], (), width)[0]) == left
