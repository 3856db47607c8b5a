"""Changes between two lists of the fund: counts, then the rows of one section."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from r2k_tui.model.index.changes import OF_THE_FUND, Held, ListChanges, MemberEntry
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, wrapped
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.views.universe.drawing.pages.company_rows import CompanyRow

_SYMBOL, _WEIGHT, _NAME = 7, 8, 30
# Rows of the tables that hold every stock.
_MOST = 200


class _Section(NamedTuple):
    """One choice: its title with a count, and its rows."""

    title: Callable[[ListChanges], str]
    rows: Callable[[ListChanges, int], list[Line]]


def section_names() -> tuple[str, ...]:
    """Sections in order."""
    return tuple(_SECTIONS)


def changes_lines(changes: ListChanges, section: str, width: int) -> list[Line]:
    """What is compared, the sections with their counts, and the rows of the chosen one with what is not known."""
    first, last = changes.first, changes.last
    days: Line = (
        (f" {first.as_of}", "bright"),
        (" to ", "dim"),
        (last.as_of, "bright"),
        (f"  {first.members:,} to {last.members:,} stocks, {len(changes.held):,} in both", "text"),
    )
    between = "".join(f", reconstitution {day}" for day in changes.reconstitutions)
    meaning: Line = ((f" {OF_THE_FUND}{between}", "dim"),)
    notes = [((f" {text}", "warn"),) for note in changes.caveats for text in wrapped(note, max(8, width - 2))]
    rows = _SECTIONS[section].rows(changes, width)
    return [days, meaning, *_titles(changes, section, width), *(rows or [((" none", "dim"),)]), BLANK, *notes]


def _titles(changes: ListChanges, section: str, width: int) -> list[Line]:
    """The sections, on as many lines as they need; the chosen one is marked."""
    lines: list[list[Run]] = [[(" ", "text")]]
    used = 1
    for name, row in _SECTIONS.items():
        title = row.title(changes)
        if used + len(title) + 2 > width and used > 1:
            lines.append([(" ", "text")])
            used = 1
        here = name == section
        lines[-1].append(aimed((f"{'▸' if here else ' '}{title} ", "accent" if here else "dim"), "section", name))
        used += len(title) + 2
    return [tuple(line) for line in lines]


def _added(changes: ListChanges, width: int) -> list[Line]:
    return [_entry(row, changes.other, width) for row in changes.added]


def _deleted(changes: ListChanges, width: int) -> list[Line]:
    return [_entry(row, changes.other, width) for row in changes.deleted]


def _moved(changes: ListChanges, width: int) -> list[Line]:
    if changes.other_first is None and changes.other_last is None:
        return [((f" not known: no list of {changes.other} is kept near these days", "warn"),)]
    down, up = changes.moved_down(), changes.moved_up()
    heads = (f" from {changes.other}: {len(down)}", f" to {changes.other}: {len(up)}")
    tables = [[_entry(row, "", width) for row in rows] for rows in (down, up)]
    known = (changes.other_first is not None, changes.other_last is not None)
    lines: list[Line] = []
    for head, table, is_known in zip(heads, tables, known, strict=True):
        lines += [((head if is_known else f"{head.partition(':')[0]}: not known", "dim"),), *table]
    return lines


def _entry(row: MemberEntry, other: str, width: int) -> Line:
    where = f" {other}" if row.other_fund and other else ""
    runs: list[Run] = [
        (f" {row.symbol:<{_SYMBOL}}", "text"),
        (numbers.right(numbers.percent(row.weight, 3, sign=False), _WEIGHT), "text"),
        (f"  {_cut(row.name, _NAME)}", "dim"),
        (where, "accent"),
    ]
    if row.note:
        runs.append((f" {row.note}", "warn"))
    elif width >= 80:
        runs.append((f" {row.sector}", "dim"))
    return CompanyRow(row.symbol, runs)


def _renamed(changes: ListChanges, width: int) -> list[Line]:
    lines: list[Line] = []
    for row in changes.renamed():
        was = row.symbol_before or row.symbol
        head: Line = (
            (f" {was:<{_SYMBOL}}→ {row.symbol:<{_SYMBOL}}", "text"),
            (f"{row.renamed}, {row.evidence}", "dim"),
        )
        names = f"{row.name_before} → {row.name}" if "name" in row.renamed else row.name
        if width >= 100:
            lines.append(CompanyRow(row.symbol, (*head, (f"  {names}", "dim"))))
        else:
            lines += [CompanyRow(row.symbol, head), ((f"   {names}", "dim"),)]
    return lines


def _splits(changes: ListChanges, width: int) -> list[Line]:
    return [
        CompanyRow(
            row.symbol,
            (
                (f" {row.symbol:<{_SYMBOL}}", "text"),
                (numbers.right(_times(row.shares_ratio), _WEIGHT + 1), "text"),
                (f"  {row.split}", "warn" if ";" in row.split else "text"),
                (f"  {row.name}", "dim"),
            ),
        )
        for row in changes.splits()
    ]


def _weights(changes: ListChanges, width: int) -> list[Line]:
    return [CompanyRow(row.symbol, _weight(row)) for row in changes.by_weight()[:_MOST]]


def _weight(row: Held) -> Line:
    change = numbers.percent(row.weight_change, 3)
    style = numbers.direction(row.weight_change, change)
    before, after = (numbers.percent(value, 3, sign=False) for value in (row.weight_before, row.weight_after))
    return (
        (f" {row.symbol:<{_SYMBOL}}", "text"),
        (f"{numbers.right(before, _WEIGHT)} →{numbers.right(after, _WEIGHT)}", "text"),
        (
            numbers.right(f"{numbers.glyph(row.weight_change, change)}{change}", 10),
            style,
        ),
        (f"  {row.name}", "dim"),
    )


def _shares(changes: ListChanges, width: int) -> list[Line]:
    return [CompanyRow(row.symbol, _share(row)) for row in changes.by_shares()[:_MOST]]


def _share(row: Held) -> Line:
    before, after = (numbers.compact(value) for value in (row.shares_before, row.shares_after))
    return (
        (f" {row.symbol:<{_SYMBOL}}", "text"),
        (numbers.right(_times(row.shares_ratio), _WEIGHT + 1), "text"),
        (f"{numbers.right(before, _WEIGHT)} →{numbers.right(after, _WEIGHT)}", "dim"),
        (f"  {row.name}", "dim"),
    )


def _times(ratio: float | None) -> str:
    return numbers.MISSING if ratio is None else f"x{ratio:.3f}"


def _cut(name: str, width: int) -> str:
    return name.ljust(width) if len(name) <= width else name[: width - 1] + numbers.NO_ROOM


def _moves(changes: ListChanges) -> str:
    known = changes.other_first is not None or changes.other_last is not None
    return f"{len(changes.moved_down()) + len(changes.moved_up())} moved" if known else "moved ?"


_SECTIONS: Mapping[str, _Section] = {
    "added": _Section(lambda changes: f"{len(changes.added)} added", _added),
    "deleted": _Section(lambda changes: f"{len(changes.deleted)} deleted", _deleted),
    "moved": _Section(_moves, _moved),
    "renamed": _Section(lambda changes: f"{len(changes.renamed())} renamed", _renamed),
    "splits": _Section(lambda changes: f"{len(changes.splits())} maybe split", _splits),
    "weights": _Section(lambda _: "weights", _weights),
    "shares": _Section(lambda _: "share counts", _shares),
}
