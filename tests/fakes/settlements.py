"""Settlements of short interest without a file: a line is symbol, shares short, shares before, days to cover, flags."""

from __future__ import annotations

from array import array

from r2k_tui.model.index.short_interest import Settlement

NAN = float("nan")
Line = tuple[str, float, float, float, int]


def settlement(
    day: str, *lines: Line, due: str = "", appeared: str = "", retrieved: str = "", note: str = ""
) -> Settlement:
    """One settlement; public the same day where no other day is given."""
    columns = tuple(zip(*lines, strict=True)) or ((), (), (), (), ())
    shares, previous, cover = (array("d", column).tobytes() for column in columns[1:4])
    return Settlement(
        day=day,
        due=due or day,
        retrieved_at=1_757_700_000.0,
        source="FINRA",
        symbols="\n".join(map(str, columns[0])),
        shares=shares,
        previous=previous,
        cover=cover,
        flags=bytes(map(int, columns[4])),
        appeared=appeared,
        retrieved=retrieved,
        note=note,
    )
