"""Short interest of the members as lines: days and source, the sections, and the rows of the chosen one."""

from __future__ import annotations

from r2k_tui.model.index.short_interest import BESIDE_FLOAT, FLOAT, ShortInterest, ShortMember
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, wrapped
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.views.universe.drawing.pages.company_rows import CompanyRow

SECTIONS: tuple[str, ...] = ("fraction", "cover", "change", "squeeze")
_TITLES = {"fraction": "most shorted", "cover": "days to cover", "change": "largest change"}
# Rows of a section; the export and the command line have all of them.
_MOST = 200
_SYMBOL, _SHARES, _PART, _COVER, _CHANGE, _WEIGHT = 8, 8, 9, 7, 9, 8


def short_interest_lines(found: ShortInterest, section: str, width: int) -> list[Line]:
    """The whole page for a section."""
    room = max(8, width - 2)
    lines: list[Line] = []
    if found.trouble:
        lines += _paragraph(f"no newer file: {found.trouble}", "warn", room)
    *days, known = found.facts()
    for fact in days:
        lines += _paragraph(fact, "text", room)
    lines.append(_titles(found, section))
    definition, *counts = found.squeeze_facts() if section == "squeeze" else ("",)
    if definition:
        lines += _paragraph(definition, "dim", room)
    lines += [*_table(_rows(found, section)), BLANK]
    # Below the rows: on a small terminal these lines would push the rows off the screen.
    for fact in (*counts, known):
        lines += _paragraph(fact, "dim", room)
    if found.missing:
        named = ", ".join(found.missing)
        lines += _paragraph(f"{len(found.missing):,} not in the file: {named}", "warn", room)
    for caveat in found.caveats:
        lines += _paragraph(caveat, "dim", room)
    return lines


def _paragraph(text: str, style: str, room: int) -> list[Line]:
    return [((f" {line}", style),) for line in wrapped(text, room)]


def _titles(found: ShortInterest, section: str) -> Line:
    names = {**_TITLES, "squeeze": f"squeeze list {found.coverage.squeeze:,}"}
    runs: list[Run] = []
    for name, title in names.items():
        here = name == section
        runs.append(aimed((f" {'▸' if here else ' '}{title}", "accent" if here else "dim"), "section", name))
    return tuple(runs)


def _rows(found: ShortInterest, section: str) -> tuple[ShortMember, ...]:
    if section == "cover":
        return found.by_cover()
    if section == "change":
        return found.by_change()
    return found.squeezed() if section == "squeeze" else found.members


def _table(rows: tuple[ShortMember, ...]) -> list[Line]:
    titles = (
        f" {'symbol':<{_SYMBOL}}{'short':>{_SHARES}}{'fraction':>{_PART}} {'days':>{_COVER}}{'change':>{_CHANGE}}"
        f"{'weight':>{_WEIGHT}} 50d   name"
    )
    lines: list[Line] = [((titles, "dim"),), *(_row(row) for row in rows[:_MOST])]
    if not rows:
        lines.append(((" none", "dim"),))
    if len(rows) > _MOST:
        lines.append(((f" and {len(rows) - _MOST:,} more", "dim"),))
    return lines


def _row(row: ShortMember) -> Line:
    part = numbers.percent(row.fraction, 1, sign=False)
    mark = " " if row.basis in ("", FLOAT) else BESIDE_FLOAT
    cover = numbers.MISSING if row.days_to_cover is None else f"{row.days_to_cover:.1f}"
    change = "split" if row.split else numbers.percent(row.change, 1)
    weight = numbers.percent(row.weight, 2, sign=False)
    above = {None: numbers.MISSING, True: "above", False: "below"}[row.above_50d]
    runs: tuple[Run, ...] = (
        (f" {row.symbol:<{_SYMBOL}}{numbers.right(numbers.compact(row.shares), _SHARES)}", "text"),
        (f"{numbers.right(part, _PART)}{mark}", "bright" if row.squeeze else "text"),
        (numbers.right(cover, _COVER), "text"),
        (numbers.right(change, _CHANGE), "dim" if row.split else numbers.direction(row.change)),
        (numbers.right(weight, _WEIGHT), "dim"),
        (f" {above:<6}", "dim"),
        (f"{row.name}", "dim"),
    )
    return CompanyRow(row.symbol, runs)
