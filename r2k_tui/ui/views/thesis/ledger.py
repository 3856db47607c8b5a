"""The thesis ledger as rows, and the evidence of one claim as lines. Pure."""

from __future__ import annotations

from r2k_tui.model.messages.readings import HistoryReply
from r2k_tui.model.thesis import ClaimResult, Ledger, Measurement, Occurrence, Unit, Value, Verdict
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, fit, whole, wrapped
from r2k_tui.ui.drawing.numbers import MISSING, direction, percent, right
from r2k_tui.ui.drawing.plots.axes import fraction_label, tick_label
from r2k_tui.ui.drawing.plots.history import history_lines

# A glyph and a color for each verdict; the glyph alone is sufficient.
_LOOK: dict[Verdict, tuple[str, str]] = {
    Verdict.HOLDS: ("✓", "up"),
    Verdict.HOLDS_OTHER_MEASURE: ("◐", "warn"),
    Verdict.DOES_NOT_HOLD: ("✗", "down"),
    Verdict.UNPROVEN: ("○", "warn"),
    Verdict.NOT_TESTABLE: ("·", "dim"),
}
_SHORT = {Verdict.HOLDS_OTHER_MEASURE: "other measure"}
_NUMBER, _VERDICT = 11, 17
_ROOMY = 92
# Narrower lines hold the claim and one number.
_NARROW = 60
_LEAST_PLOT = 6


def verdict_text(verdict: Verdict) -> str:
    """A verdict in words."""
    return verdict.value.replace("_", " ")


def value_text(value: Value, unit: Unit) -> str:
    """A number of the ledger with its unit."""
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if unit is Unit.PRICE:
        return f"{value:,.2f}"
    if unit is Unit.SHARE:
        return percent(value, 0, sign=False)
    if unit is Unit.FRACTION:
        return percent(value, 2)
    return f"{value:,.0f}" if unit is Unit.COUNT else f"{value:,.4g}"


def interval_text(interval: tuple[float, float] | None) -> str:
    """An interval of fractions."""
    if interval is None:
        return MISSING
    return f"{percent(interval[0], 0, sign=False)} to {percent(interval[1], 0, sign=False)}"


def ledger_head(width: int) -> Line:
    """The column headings."""
    if width < _NARROW:
        return ((f"   {'claim':<{_name_room(width)}}{'measured':>{_NUMBER}}", "dim"),)
    if width < _ROOMY:
        return ((f"   {'':<{_VERDICT}}{'claimed':>{_NUMBER}}{'measured':>{_NUMBER}} claim", "dim"),)
    names = f"{'n':>6}{'base':>6}{'95 %':>13}"
    return ((f"   {'verdict':<{_VERDICT}}{'claimed':>{_NUMBER}}{'measured':>{_NUMBER}}{names}  claim", "dim"),)


def claim_line(claim: ClaimResult, width: int) -> Line:
    """One claim per line; its text comes last, or before the one number, and is cut to fit."""
    glyph, style = _LOOK[claim.verdict]
    measured: Run = (right(value_text(claim.measured, claim.unit), _NUMBER), "bright")
    if width < _NARROW:
        room = _name_room(width)
        name = fit(whole(((claim.claim, "text"),), room), room)
        return ((f" {glyph} ", style), *name, measured)
    runs: list[Run] = [
        (f" {glyph} ", style),
        (f"{_SHORT.get(claim.verdict, verdict_text(claim.verdict)):<{_VERDICT}}", style),
        (right(value_text(claim.claimed, claim.unit), _NUMBER), "dim"),
        measured,
    ]
    if width >= _ROOMY:
        n = "" if claim.n is None else f"{claim.n:,}"
        base = "" if claim.base_rate is None else percent(claim.base_rate, 0, sign=False)
        interval = "" if claim.interval is None else interval_text(claim.interval)
        runs.append((f"{right(n, 6)}{right(base, 6)}{right(interval, 13)}", "dim"))
        runs.append((" ", "text"))
    runs.append((f" {claim.claim}{' (yours)' if claim.own else ''}", "text"))
    return tuple(runs)


def _name_room(width: int) -> int:
    return max(1, width - 3 - _NUMBER)


def counts_line(ledger: Ledger) -> Line:
    """The number of claims with each verdict."""
    runs: list[Run] = []
    for verdict in Verdict:
        count = sum(claim.verdict is verdict for claim in ledger.claims)
        if count:
            glyph, style = _LOOK[verdict]
            runs.append((f"{glyph} {count} {_SHORT.get(verdict, verdict_text(verdict))}  ", style))
    return tuple(runs)


def reason_lines(claim: ClaimResult, width: int) -> list[Line]:
    """The reason for the verdict."""
    return [((f" {text}", "text"),) for text in wrapped(claim.reason, width - 2)]


def why_lines(claim: ClaimResult, width: int) -> list[Line]:
    """The claim, the reason, and the measures behind it."""
    glyph, style = _LOOK[claim.verdict]
    words = wrapped(claim.claim, width - 4)
    lines: list[Line] = [((f" {glyph} ", style), (words[0], "bright"))]
    lines += [((f"   {text}", "bright"),) for text in words[1:]]
    return [*lines, *reason_lines(claim, width), *(_measure_line(one, width) for one in claim.evidence.measures)]


def evidence_lines(claim: ClaimResult, width: int, height: int) -> list[Line]:
    """The evidence behind a verdict: reason, measures, events, plot."""
    glyph, style = _LOOK[claim.verdict]
    evidence = claim.evidence
    tested = f", tested as of {claim.tested}"
    lines: list[Line] = [((f" {glyph} {verdict_text(claim.verdict)}", style), (tested, "dim"))]
    lines += [((f" {text}", "bright"),) for text in wrapped(claim.claim, width - 2)]
    lines += reason_lines(claim, width)
    if evidence.measures:
        lines += [BLANK, *(_measure_line(one, width) for one in evidence.measures)]
    if evidence.occurrences:
        lines += [BLANK, *_occurrence_lines(evidence.occurrences, evidence.size_name, evidence.after_name, width)]
    words = wrapped(evidence.note, width - 2) if evidence.note else []
    note: list[Line] = [BLANK, *(((f" {text}", "dim"),) for text in words)] if words else []
    if evidence.curve is not None:
        curve = evidence.curve
        reply = HistoryReply("", curve.name, curve.time, curve.value)
        tick = fraction_label if curve.unit is Unit.FRACTION else tick_label
        room = height - len(lines) - len(note) - 2
        plot = history_lines(reply, width - 1, min(24, room if room >= _LEAST_PLOT else 12), tick)
        lines += [BLANK, ((f" {curve.name}", "dim"),), *plot]
    return [*lines, *note]


def _measure_line(one: Measurement, width: int) -> Line:
    text = value_text(one.value, one.unit)
    style = "text" if one.value is not None else "dim"
    told = f"  {one.reason}" if one.value is None and one.reason else f"  {one.day}" if one.day else ""
    room = max(12, width - 14 - 13)
    name = one.name if len(one.name) <= room else f"{one.name[: room - 1]}…"
    return ((f" {right(text, 12)}  ", style), (name, "text"), (told, "dim"))


def _occurrence_lines(result: tuple[Occurrence, ...], size: str, after: str, width: int) -> list[Line]:
    """Events in as many columns as fit, in order down the columns."""
    cell = 32
    columns = max(1, (width - 1) // cell)
    rows = -(-len(result) // columns)
    head = "".join(f" {'':<10}{size:>9}{after:>9}   " for _ in range(min(columns, -(-len(result) // rows))))
    lines: list[Line] = [((head, "dim"),)]
    for row in range(rows):
        runs: list[Run] = []
        for one in result[row::rows]:
            runs += [(f" {one.when:<10}", "text"), (right("" if one.size is None else percent(one.size, 1), 9), "dim")]
            shown = "pending" if one.after is None else percent(one.after, 1)
            runs.append((f"{right(shown, 9)}   ", "dim" if one.after is None else direction(one.after)))
        lines.append(tuple(runs))
    return lines
