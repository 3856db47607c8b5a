"""The size of a window in cells."""

from __future__ import annotations

import fcntl
import struct
import termios
from typing import NamedTuple

_CELL_WIDTH, _CELL_HEIGHT = 8, 16


class Size(NamedTuple):
    """Columns and rows."""

    columns: int
    rows: int

    def __str__(self) -> str:
        return f"{self.columns}x{self.rows}"

    def give(self, terminal: int) -> None:
        """Make a terminal this large; the program in it gets WINCH."""
        pixels = self.columns * _CELL_WIDTH, self.rows * _CELL_HEIGHT
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, *pixels))


SMALL = Size(80, 24)
HOME = Size(120, 40)
LARGE = Size(200, 60)
