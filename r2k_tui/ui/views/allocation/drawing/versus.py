"""Every portfolio against the benchmark, one a row."""

from __future__ import annotations

from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.allocation.versus import ActiveFigures, VersusBenchmark
from r2k_tui.ui.drawing.lines import Line, Run, wrapped
from r2k_tui.ui.drawing.numbers import MISSING, percent, right, rounded
from r2k_tui.ui.views.allocation.drawing.marks import cut_names, letters, numbered
from r2k_tui.ui.views.allocation.drawing.samples import NAME, name_cell
from r2k_tui.ui.views.allocation.drawing.tables import title

_WIDTHS = (7, 6, 6, 6)


def versus_lines(study: AllocationStudy, target: str, width: int) -> list[Line]:
    """Active share, return and risk, captures, and the same of the walk-forward; then what cannot be said, in words."""
    existing = {name: found.versus for name, found in study.portfolios.items() if found is not None}
    known = letters(study.portfolios)
    mix = ", ".join(f"{symbol} {percent(share, 0, sign=False)}" for symbol, share in study.benchmark.items())
    lines: list[Line] = [
        ((f" {'':10}{'active':>7}{'active':>7}{'track.':>7}{'info.':>6}{'capture':>12}", "dim"), _walked_head()),
        (
            (f" {'':10}{'share':>7}{'return':>7}{'error':>7}{'ratio':>6}{'up':>6}{'down':>6}", "dim"),
            (f"{'error':>7}{'ratio':>6}{'up':>6}{'down':>6}", "dim"),
        ),
        *(_row(numbered(name, title(name), known), one, name == target) for name, one in existing.items()),
        *cut_names(existing, known, NAME - 1, width),
    ]
    return [*lines, *(((f" {text}", "dim"),) for note in _notes(existing, mix) for text in wrapped(note, width - 2))]


def _walked_head() -> Run:
    return f"{'walk-forward':>{sum(_WIDTHS)}}", "dim"


def _row(shown: str, found: VersusBenchmark | None, aimed: bool) -> Line:
    style = "bright" if aimed else "text"
    cells = [
        right(percent(found.active_share if found else None, 0, sign=False), 7),
        right(percent(found.active_return if found else None, 1), 7),
        _active(found),
    ]
    walked = found.walk_forward if found else None
    return (*name_cell(shown, style), ("".join(cells), style), (_active(walked), style))


def _active(found: ActiveFigures | None) -> str:
    error, ratio, up, down = _WIDTHS
    if found is None:
        return "".join(right(MISSING, width) for width in _WIDTHS)
    return (
        right(percent(found.tracking_error, 1, sign=False), error)
        + right(MISSING if found.information_ratio is None else rounded(found.information_ratio, 2, sign=False), ratio)
        + right(percent(found.up_capture, 0, sign=False), up)
        + right(percent(found.down_capture, 0, sign=False), down)
    )


def _notes(existing: dict[str, VersusBenchmark | None], mix: str) -> list[str]:
    """The benchmark and the months, and each explanation with its portfolios."""
    known = next((one for one in existing.values() if one is not None), None)
    if known is None:
        return [f"no days in common with the benchmark, {mix}"]
    months = f"it rose in {known.up_months} months and fell in {known.down_months}"
    notes = [f"benchmark {mix}: {months}, {known.first} to {known.last}; weights held constant, before costs"]
    said: dict[str, list[str]] = {}
    for name, one in existing.items():
        words = one.words if one is not None else "no days in common with the benchmark"
        if words:
            said.setdefault(words, []).append(title(name))
    # What has no figure at all comes before what is only shared.
    for words, names in sorted(said.items(), key=lambda row: row[0].endswith(" is in both")):
        notes.append(f"{'all' if len(names) == len(existing) else ', '.join(names)}: {words}")
    return notes
