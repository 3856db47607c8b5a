"""The cells of a picture survive their file, and nothing that is no picture becomes cells."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.ui.terminal.takeover.cells import StoredCells, decode
from r2k_tui.ui.widgets.pen import DEFAULT, pen_of
from tests.cases import cases

RED, GROUND = pen_of(("1",), "31", "48;5;16"), pen_of((), "", "48;5;16")
CELLS = StoredCells((8, 2), [[("IWM ", RED), ("日本", GROUND)], [("▂▃", GROUND), ("      ", DEFAULT)]])


def test_what_is_encoded_is_decoded_with_the_same_pens() -> None:
    found = decode(CELLS.encode())
    assert found == CELLS
    assert found.rows[0][0][1] is RED


@cases(
    ("start", "stop", "part"),
    [
        (0, 8, [("IWM ", RED), ("日本", GROUND)]),
        (2, 6, [("M ", RED), ("日", GROUND)]),
        (4, 6, [("日", GROUND)]),
        (5, 8, [(" 本", GROUND)]),
        (3, 3, []),
    ],
)
def test_a_part_of_a_row(start: int, stop: int, part: list[object]) -> None:
    assert [(text, pen) for text, pen in CELLS.part(0, start, stop) if text] == part


def test_a_note_lies_over_a_row() -> None:
    noted = CELLS.with_note(1, 3, "old", RED)
    assert "".join(text for text, _ in noted.rows[1]) == "▂▃ old  "
    assert noted.rows[0] == CELLS.rows[0]
    assert decode(noted.encode()) == noted


@cases(
    "data",
    [
        b"",
        b"\xc1",
        msgspec.msgpack.encode([[8, 2], [], []]),
        msgspec.msgpack.encode([[1, 1], [], [[["x", 0]]]]),
        msgspec.msgpack.encode([[2, 1], [[[], "", ""]], [[["x", 0]]]]),
        msgspec.msgpack.encode({"size": [0, 0]}),
        CELLS.encode()[:-1],
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="picture"):
        decode(data)
