"""Purchases of insiders as lines: clusters, the latest, and members by dollars."""

from __future__ import annotations

from r2k_tui.model.insiders.report import (
    BASIS,
    CLUSTER,
    RECENT_DAYS,
    InsiderPurchase,
    InsiderReport,
    MemberPurchases,
    PurchaseTotals,
)
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.ages import ago
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, wrapped
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.views.universe.drawing.pages.company_rows import CompanyRow

SECTIONS: tuple[str, ...] = ("clusters", "latest", "dollars")
_SYMBOL, _BUYERS, _DOLLARS, _SHARES, _PRICE = 7, 6, 9, 8, 10
_MOST_ROWS = 500


def insiders_lines(found: InsiderReport, section: str, width: int, now: float) -> list[Line]:
    """What is counted, the sections with their counts, the rows of the chosen one, and what is not known."""
    room = max(8, width - 2)
    head: list[Line] = [((f" {line}", "warn"),) for line in wrapped(found.trouble, room) if found.trouble]
    head += [((f" {line}", "text"),) for line in wrapped(_source(found, now), room)]
    # Definitions stand below the rows: on a small terminal they would push the rows off the screen.
    notes = (f"{BASIS}; n: persons who bought", CLUSTER, *found.caveats)
    foot: list[Line] = [((f" {line}", "dim"),) for note in notes for line in wrapped(note, room)]
    if found.coverage.last is None:
        return [*head, *foot]
    return [*head, _titles(found, section), *_rows(found, section), BLANK, *foot]


def _source(found: InsiderReport, now: float) -> str:
    coverage = found.coverage
    if coverage.last is None:
        return f"{found.origin}: no filings are known yet"
    read = f", read {ago(coverage.read_at, now)}" if coverage.read_at is not None else ""
    return f"{found.origin}, filings up to {coverage.last}{read}; purchases {found.since} to {found.until}"


def _titles(found: InsiderReport, section: str) -> Line:
    names = {
        "clusters": plural(len(found.clusters()), "cluster"),
        "latest": f"latest of {plural(len(found.purchases), 'purchase')}",
        "dollars": f"{plural(len(found.members), 'member')} by dollars",
    }
    runs: list[Run] = []
    for name, title in names.items():
        here = name == section
        runs.append(aimed((f" {'▸' if here else ' '}{title}", "accent" if here else "dim"), "section", name))
    return tuple(runs)


def _rows(found: InsiderReport, section: str) -> list[Line]:
    if section == "latest":
        rows: list[Line] = [CompanyRow(row.symbol, _purchase(row)) for row in found.purchases[:_MOST_ROWS]]
        titles = (
            f" {'filed':<11}{'':<{_SYMBOL}}{'shares':>{_SHARES}}{'price':>{_PRICE}}{'dollars':>{_DOLLARS}}  day    by"
        )
    else:
        members = found.clusters() if section == "clusters" else found.by_dollars()[:_MOST_ROWS]
        rows = [_member(row, clustered=section == "clusters") for row in members]
        days = f"{RECENT_DAYS}d"
        titles = (
            f" {'':<{_SYMBOL}}{f'n {days}':>{_BUYERS}}{f'$ {days}':>{_DOLLARS}}{f'n {found.days}d':>{_BUYERS}}"
            f"{f'$ {found.days}d':>{_DOLLARS}}{'shares':>{_SHARES}}  last   "
            f"{'buyers within' if section == 'clusters' else 'company'}"
        )
    head: Line = ((titles, "dim"),)
    return [head, *rows] if rows else [((" none in this period", "dim"),)]


def _member(row: MemberPurchases, *, clustered: bool) -> Line:
    cluster = row.cluster
    runs: list[Run] = [
        (f" {row.symbol:<{_SYMBOL}}", "bright" if cluster is not None else "text"),
        *_totals(row.recent),
        *_totals(row.period),
        (f"{numbers.right(numbers.compact(row.period.shares), _SHARES)}  {row.last_day[5:]}  ", "dim"),
    ]
    if clustered and cluster is not None:
        runs.append((f"{cluster.persons} in {cluster.since[5:]} to {cluster.until[5:]}  ", "accent"))
    return CompanyRow(row.symbol, (*runs, (row.name, "dim")))


def _totals(total: PurchaseTotals) -> tuple[Run, Run]:
    return (numbers.right(str(total.persons), _BUYERS), "text"), (
        _dollars(total.dollars, total.unpriced, _DOLLARS),
        "text",
    )


def _purchase(row: InsiderPurchase) -> Line:
    who = row.persons[0] + (f" +{len(row.persons) - 1}" if len(row.persons) > 1 else "")
    mark = " (amended)" if row.form.endswith("/A") else ""
    return (
        (f" {row.filed} ", "dim"),
        (f"{row.symbol:<{_SYMBOL}}", "text"),
        (numbers.right(numbers.compact(row.shares), _SHARES), "dim"),
        (numbers.right(numbers.price(row.price), _PRICE), "dim"),
        (_dollars(row.dollars, 0, _DOLLARS), "text"),
        (f"  {row.day[5:]}  {who}{f', {row.role}' if row.role else ''}{mark}", "dim"),
    )


def _dollars(dollars: float | None, unpriced: int, width: int) -> str:
    """Dollars, with `+?` where some purchases state no value; a dash where none does."""
    words = numbers.compact(dollars) + ("+?" if unpriced and dollars is not None else "")
    return numbers.right(words, width)
