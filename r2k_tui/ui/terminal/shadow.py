"""A shadow of the terminal, cell by cell: of a new frame only the differences are sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress, groupby
from operator import is_not, ne
from typing import NamedTuple

from rich.cells import cell_len

from r2k_tui.ui.drawing.lines import cells, is_single
from r2k_tui.ui.widgets.pen import DEFAULT, Pen

# Texts with their pens, left to right.
Runs = Iterable[tuple[str, Pen]]
_CLEAR = "\x1b[m\x1b[2J"
# This many blanks are erased rather than written; rewriting this many bytes costs less than moving the cursor.
_ERASED, _GAP_BYTES = 10, 4
_SIDE = "│"
# A gap of more cells has more bytes: a cell has at least one, except the second half of a wide character.
_GAP_CELLS = _GAP_BYTES + 1
# A shorter row is not tried from scratch.
_TRIED = 24


class _ShadowRow(NamedTuple):
    """The cells of a row; the second cell of a wide character is empty, zero-width characters join their neighbor."""

    texts: list[str]
    pens: list[Pen]


class _Wanted(NamedTuple):
    """A row to be shown, and the range of cells in which it may differ from what is shown."""

    row: _ShadowRow
    first: int
    last: int


class Shadow:
    """The cells of one terminal. Unknown before the first frame, and after others may have written to the terminal.

    On a `thin` line pens are reduced, and each row is also encoded from an erased one, in case that is shorter.
    """

    def __init__(self) -> None:
        self.size = (0, 0)
        self.thin = False
        self._shown: list[_ShadowRow] = []
        self._wanted: dict[int, _Wanted] = {}
        self._blank = _ShadowRow([], [])
        self._cleared = False
        self._out: list[str] = []
        self._at: tuple[int, int] | None = None
        self._pen = DEFAULT

    def is_current(self, size: tuple[int, int]) -> bool:
        """Whether the contents of a terminal of this size are known."""
        return self.size == size != (0, 0)

    def forget(self) -> None:
        """Forget the contents of the terminal."""
        self.size = (0, 0)

    def clear(self, size: tuple[int, int]) -> None:
        """Start with an empty screen."""
        width, height = self.size = size
        self._blank = _ShadowRow([" "] * width, [DEFAULT] * width)
        self._shown = [self._blank] * height
        self._wanted.clear()
        self._cleared = True

    def put(self, y: int, start: int, runs: Runs) -> None:
        """Put these runs into a row, from column `start` on."""
        texts, pens = _cells(runs, few=self.thin)
        stop = min(start + len(texts), self.size[0])
        del texts[stop - start :], pens[stop - start :]
        row, first, last = self._wanted.get(y) or _Wanted(self._shown[y], start, stop)
        if texts == row.texts[start:stop] and pens == row.pens[start:stop]:
            return
        if row is self._shown[y]:
            row = _ShadowRow(list(row.texts), list(row.pens))
        row.texts[start:stop], row.pens[start:stop] = texts, pens
        self._wanted[y] = _Wanted(row, min(first, start), max(last, stop))

    def encode(self) -> str:
        """The codes for everything that was put, ending with colors reset."""
        begin, self._cleared = _CLEAR if self._cleared else "", False
        self._at, self._pen, parts = None, DEFAULT, [begin]
        for y in sorted(self._wanted):
            wanted = self._wanted[y]
            parts.append(self._shorter(y, wanted))
            self._shown[y] = wanted.row
        self._wanted.clear()
        return "".join([*parts, self._pen.to(DEFAULT)])

    def _shorter(self, y: int, wanted: _Wanted) -> str:
        """The shorter encoding of a row: from its old contents, or from an erased row."""
        at, pen = self._at, self._pen
        from_old = self._row(y, self._shown[y], wanted)
        if not self.thin or len(from_old) < _TRIED:
            return from_old
        after = self._at, self._pen
        self._at, self._pen = at, pen
        self._out = []
        self._move(y, 0)
        self._turn(DEFAULT)
        self._out.append("\x1b[2K")
        anew = "".join(self._out) + self._row(y, self._blank, _Wanted(wanted.row, 0, self.size[0]))
        if len(anew.encode()) < len(from_old.encode()):
            return anew
        self._at, self._pen = after
        return from_old

    def _row(self, y: int, old: _ShadowRow, new: _Wanted) -> str:
        texts, pens = new.row
        changed = _changed(old, new)
        self._out = []
        for first, last in self._spans(changed, texts, pens):
            self._move(y, first)
            self._write(y, first, texts[first:last], pens[first:last])
        return "".join(self._out)

    @staticmethod
    def _spans(changed: list[int], texts: list[str], pens: list[Pen]) -> Iterator[tuple[int, int]]:
        """Spans to send. A gap is sent again where that is shorter than moving the cursor over it."""
        if not changed:
            return
        first = last = changed[0]
        for x in changed[1:]:
            gap = x - last - 1
            if gap and (gap > _GAP_CELLS or not _short(texts[last + 1 : x], pens[last : x + 1])):
                yield first, last + 1
                first = x
            last = x
        yield first, last + 1

    def _move(self, y: int, x: int) -> None:
        at, self._at = self._at, (y, x)
        if at == (y, x):
            return
        if at is not None and at[0] == y and at[1] < x:
            ahead = x - at[1]
            self._out.append(f"\x1b[{ahead if ahead > 1 else ''}C")
        elif at is not None and (at[0] + 1, 0) == (y, x):
            self._out.append("\r\n")
        else:
            self._out.append(f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1 if y else ''}H")

    def _write(self, y: int, x: int, texts: list[str], pens: list[Pen]) -> None:
        end = x + len(texts)
        if end == self.size[0] and (kept := _without_blanks(texts, pens)) < len(texts) - 2:
            self._text(texts[:kept], pens[:kept])
            self._turn(DEFAULT)
            self._out.append("\x1b[K")
            self._at = y, x + kept
            return
        self._text(texts, pens)
        # At the right edge terminals differ in where the cursor is; they also differ in the width of wide characters.
        self._at = (y, end) if end < self.size[0] and _narrow(texts) else None

    def _text(self, texts: list[str], pens: list[Pen]) -> None:
        if not texts:
            return
        begin, x, pen = 0, 0, pens[0]
        for look, same in groupby(pens):
            end = x + len(list(same))
            if look is not pen:
                if look.ground is pen.ground:
                    # Blanks look the same in both pens: they need no change of pen.
                    while x < end and texts[x] == " ":
                        x += 1
                if x < end:
                    self._run("".join(texts[begin:x]), pen)
                    begin, pen = x, look
            x = end
        self._run("".join(texts[begin:]), pen)

    def _run(self, text: str, pen: Pen) -> None:
        if text.isspace():
            self._blanks(text, pen)
            return
        self._turn(pen)
        self._out.append(text)

    def _blanks(self, text: str, pen: Pen) -> None:
        if self._pen.ground is not pen.ground:
            self._turn(pen.ground)
        if pen.plain and len(text) >= _ERASED:
            self._out.append(f"\x1b[{len(text)}X\x1b[{len(text)}C")
        else:
            self._out.append(text)

    def _turn(self, pen: Pen) -> None:
        self._out.append(self._pen.to(pen))
        self._pen = pen


def _changed(old: _ShadowRow, new: _Wanted) -> list[int]:
    """The cells that look different, in ascending order. Most rows are long and change little."""
    (texts, pens), first, last = new
    place = slice(first, last)
    texts, pens, before, looks = texts[place], pens[place], old.texts[place], old.pens[place]
    differ = list(map(ne, texts, before))
    if pens != looks:
        for x in compress(range(last - first), map(is_not, pens, looks)):
            differ[x] = differ[x] or texts[x] != " " or pens[x].ground is not looks[x].ground
    return list(compress(range(first, last), differ))


def _cells(runs: Runs, *, few: bool) -> _ShadowRow:
    row = texts, pens = _ShadowRow([], [])
    for text, look in runs:
        # All box sides look the same on a thin line: the corners show which panel has the focus.
        pen = look if not few else look.ground if text == _SIDE else look.few
        if text.isascii() or cells(text) == len(text):
            texts += text
            pens += [pen] * len(text)
            continue
        for character in text:
            width = cell_len(character)
            if width == 0 and texts:
                texts[-1 if texts[-1] else -2] += character
            else:
                texts += [character, ""][:width]
                pens += [pen] * width
    return row


def _short(texts: list[str], pens: list[Pen]) -> bool:
    """Whether a gap (`pens` includes both ends) is as short as a cursor move, and in one pen."""
    if len("".join(texts).encode()) > _GAP_BYTES:
        return False
    first = pens[0]
    for text, pen in zip(texts, pens[1:], strict=False):
        if pen is not first and (text != " " or pen.ground is not first.ground):
            return False
    return True


def _narrow(texts: list[str]) -> bool:
    """Whether each cell holds one character of width 1."""
    whole = "".join(texts)
    if is_single(whole):
        return len(whole) == len(texts)
    return all(len(text) == 1 and cells(text) == 1 for text in texts)


def _without_blanks(texts: list[str], pens: list[Pen]) -> int:
    """Number of cells without the trailing blanks that look erased."""
    kept = len(texts)
    while kept and texts[kept - 1] == " " and pens[kept - 1].plain:
        kept -= 1
    return kept
