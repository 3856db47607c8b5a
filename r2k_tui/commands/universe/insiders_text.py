"""`r2k universe insiders` as text."""

from __future__ import annotations

from r2k_tui.commands.universe.row_limit import first_rows
from r2k_tui.model.insiders.report import BASIS, CLUSTER, InsiderPurchase, InsiderReport, MemberPurchases
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing.lines import cut, wrapped
from r2k_tui.ui.drawing.numbers import MISSING, compact, price

_WIDTH, _MOST = 80, 20
_MEMBERS = f"  {'':<7}{'buyers':>6}{'dollars':>10}{'shares':>8}  {'last':<10}  company"
_PURCHASES = f"  {'':<7}{'shares':>6}{'price':>10}{'dollars':>8}  {'filed':<10}  {'day':<5}  by"


def insiders_lines(found: InsiderReport, *, simulated: bool = False) -> list[str]:
    """Clusters, the members by dollars, the latest purchases, and what is not known; 80 columns."""
    tag = "  SIMULATED" if simulated else ""
    coverage, number = found.coverage, len(found.purchases)
    head = f"insider purchases, {found.since} to {found.until}{tag}"
    lines = [head, f"{found.origin}, filings up to {coverage.last}: {plural(number, 'purchase')}"]
    lines += wrapped(BASIS, _WIDTH) + wrapped(CLUSTER, _WIDTH)
    clusters, ranked = found.clusters(), found.by_dollars()
    lines += ["", f"clusters ({len(clusters)})"]
    lines += _table(_MEMBERS, [_member(row) for row in clusters[:_MOST]])
    lines += ["", f"by dollars ({plural(len(ranked), 'member')}{first_rows(len(ranked), _MOST)})"]
    lines += _table(_MEMBERS, [_member(row) for row in ranked[:_MOST]])
    lines += ["", f"latest ({plural(number, 'purchase')}{first_rows(number, _MOST)})"]
    lines += _table(_PURCHASES, [_purchase(row) for row in found.purchases[:_MOST]])
    notes = [line for note in found.caveats for line in wrapped(f"* {note}", _WIDTH)]
    return [*lines, *(["", *notes] if notes else [])]


def _table(head: str, rows: list[str]) -> list[str]:
    return [head, *rows] if rows else ["  none"]


def dollars_words(dollars: float | None, unpriced: int) -> str:
    """Dollars of purchases; `+?` where some state no value, a dash where none does."""
    if dollars is None:
        return MISSING
    return f"${compact(dollars)}{'+?' if unpriced else ''}"


def _member(row: MemberPurchases) -> str:
    total = row.period
    window = f"{row.cluster.persons} from {row.cluster.since[5:]} to {row.cluster.until[5:]}; " if row.cluster else ""
    shown = (
        f"  {row.symbol:<7}{total.persons:>6}{dollars_words(total.dollars, total.unpriced):>10}"
        f"{compact(total.shares):>8}  {row.last_day}  {window}{row.name}"
    )
    return cut(shown, 0, _WIDTH).rstrip()


def _purchase(row: InsiderPurchase) -> str:
    who = row.persons[0] + (f" +{len(row.persons) - 1}" if len(row.persons) > 1 else "")
    shown = (
        f"  {row.symbol:<7}{compact(row.shares):>6}{price(row.price):>10}{dollars_words(row.dollars, 0):>8}"
        f"  {row.filed}  {row.day[5:]}  {who}{f', {row.role}' if row.role else ''}"
    )
    return cut(shown, 0, _WIDTH).rstrip()
