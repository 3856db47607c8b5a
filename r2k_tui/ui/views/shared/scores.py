"""Draws the panels of the two composites: momentum score and risk gauge."""

from __future__ import annotations

from rich.cells import cell_len

from r2k_tui.model.market.tick import quote_decimals
from r2k_tui.model.readings.reading import Component, Reading, Score, ScoreKind
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.entries import Entry, EntryCell, joined, keyed
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, length
from r2k_tui.ui.drawing.trouble import NO_DATA, is_outage, missing_words
from r2k_tui.ui.mirror.mirror import Mirror

_BAR, _SHORT_BAR = 8, 5
# With less room, a cut detail says too little.
_WORTH_CUTTING = 14
_ZONE_STYLES = {
    "calm": "up",
    "normal": "text",
    "elevated": "warn",
    "stress": "down",
    "weak": "down",
    "soft": "warn",
    "firm": "text",
    "strong": "up",
}
_LABELS = {
    "relative_strength": "vs large",
    "twelve_one": "12-1 months",
    "ten_percent_month": "+10% month",
    "var_breaches": "VaR breach",
}
TITLES = {ScoreKind.MOMENTUM: "Momentum", ScoreKind.RISK: "Risk"}


def headline(score: Score | None) -> Line:
    """`78 strong`, or why there is no score."""
    if score is None:
        return (("–", "dim"),)
    if score.score is None or score.zone is None:
        return (("– absent", "dim"),)
    style = _ZONE_STYLES.get(score.zone, "text")
    return ((f"{score.score:.0f} ", "bright"), (score.zone, style))


def score_entries(kind: ScoreKind, mirror: Mirror, width: int, height: int) -> list[Entry]:
    """The contents of the panel: a scale, the components (by weight where not all fit), readings."""
    score = mirror.scores.get(kind)
    if score is None:
        return [Entry(((_waiting(mirror), "dim"),))]
    entries: list[Entry] = []
    if score.score is None:
        reason = score.reason or "too few components are available"
        entries.append(keyed(kind.value, ((reason, "dim"),)))
    elif score.zone is not None:
        entries.append(keyed(kind.value, _scale(kind, score.score, score.zone, width)))
    parts = list(score.components)
    room = height - len(entries)
    if len(parts) > room:
        kept = sorted(parts, key=lambda part: (part.score is None, -part.weight))[: max(0, room)]
        parts = [part for part in parts if part in kept]
    entries += [keyed(f"{kind.value}.{part.name}", _component(part, width)) for part in parts]
    extra = _risk_notes(mirror) if kind is ScoreKind.RISK else _momentum_notes(mirror)
    if height - len(entries) > len(extra):
        entries.append(Entry(BLANK))
    return [*entries, *(note for note in extra if length(note.line) <= width)][:height]


def _waiting(mirror: Mirror) -> str:
    if problem := missing_words(mirror, mirror.index, mirror.clock()):
        return problem
    if is_outage(mirror):
        return NO_DATA
    return f"waiting for daily bars of {mirror.index}" if mirror.connected else "waiting for the engine"


def _scale(kind: ScoreKind, score: float, zone: str, width: int) -> Line:
    ends = ("calm", "stress") if kind is ScoreKind.RISK else ("weak", "strong")
    room = width - len(ends[0]) - len(ends[1]) - 5
    if room < 8:
        return ((f" {score:.0f} ", "bright"), (zone, _ZONE_STYLES.get(zone, "text")))
    at = round(score / 100 * (room - 1))
    track = "".join("┼" if i and i % max(1, room // 4) == 0 and room - i > 2 else "─" for i in range(room))
    return (
        (f" {ends[0]} ", "dim"),
        (track[:at], "dim"),
        ("◆", _ZONE_STYLES.get(zone, "text")),
        (track[at + 1 :], "dim"),
        (f" {ends[1]}", "dim"),
    )


def _component(part: Component, width: int) -> Line:
    name = f" {_LABELS.get(part.name, part.name)[:11]:<11} "
    weight = f"{part.weight * 100 if part.weight <= 1 else part.weight:3.0f}%"
    bar = _BAR if width >= 46 else _SHORT_BAR
    if part.score is None:
        return ((name, "dim"), ("─" * bar, "frame"), (f"   – {weight}  ", "dim"), (part.reason or "absent", "dim"))
    full = round(part.score / 100 * bar)
    runs: list[Run] = [(name, "text"), ("━" * full, "accent"), ("─" * (bar - full), "frame")]
    runs += [(f" {part.score:3.0f}", "bright"), (f" {weight}", "dim")]
    detail = _as_far_as_it_fits(part.detail, width - length(tuple(runs)) - 2)
    return (*runs, (f"  {detail}", "dim")) if detail else tuple(runs)


def _as_far_as_it_fits(detail: str, room: int) -> str:
    """As many whole comma-separated parts as fit, then `…`."""
    if cell_len(detail) <= room:
        return detail
    if room < _WORTH_CUTTING:
        return ""
    parts = detail.split(", ")
    cut = (f"{', '.join(parts[:kept])}, {numbers.NO_ROOM}" for kept in range(len(parts) - 1, 0, -1))
    return next((text for text in cut if cell_len(text) <= room), "")


def _momentum_notes(mirror: Mirror) -> list[Entry]:
    cells: list[EntryCell] = []
    for label, key in (("1d", "ret_1d"), ("ytd", "ret_ytd"), ("1y", "ret_1y"), ("12-1", "mom_12_1")):
        value = mirror.number(key)
        if value is not None:
            cells += [(f" {label}", "dim", ""), (f" {numbers.percent(value, 1)} ", numbers.direction(value), key)]
    entries = [joined(*cells)] if cells else []
    record, date = mirror.number("record_close"), mirror.reading("record_close_date")
    if record is not None and date is not None and date.value is not None:
        words = (
            (" record close", "dim", ""),
            (f" {numbers.price(record, quote_decimals(mirror.quotes.get(mirror.index)))}", "text", "record_close"),
        )
        entries.append(joined(*words, (f" on {date.value}", "dim", "")))
    return entries


def _risk_notes(mirror: Mirror) -> list[Entry]:
    """The headline tail figures with their method and window, and volatility and drawdown."""
    entries: list[Entry] = []
    var95, var99, tail = (mirror.reading(key) for key in ("fhsvar95", "fhsvar99", "fhscvar95"))
    if all(reading is not None and reading.number is not None for reading in (var95, var99, tail)):
        entries.append(
            joined(
                (" VaR 95/99", "dim", ""),
                (f" {_plain(var95)}", "text", "fhsvar95"),
                (" /", "dim", ""),
                (f" {_plain(var99)}", "text", "fhsvar99"),
                ("  CVaR 95", "dim", ""),
                (f" {_plain(tail)}", "text", "fhscvar95"),
                (f"  1 day, FHS {var95.n if var95 else 0}", "dim", ""),
            )
        )
    ewma, drawdown = mirror.number("ewma_vol94"), mirror.number("curdd_px")
    cells: list[EntryCell] = []
    if ewma is not None:
        cells += [(" EWMA volatility", "dim", ""), (f" {numbers.percent(ewma, 1, sign=False)}", "text", "ewma_vol94")]
        cells.append((" a year", "dim", ""))
    if drawdown is not None:
        fall = numbers.percent(drawdown, 1)
        cells += [("  drawdown", "dim", ""), (f" {fall}", numbers.direction(drawdown), "curdd_px")]
    return [*entries, joined(*cells)] if cells else entries


def _plain(reading: Reading | None) -> str:
    return numbers.percent(reading.number if reading else None, 1, sign=False)
