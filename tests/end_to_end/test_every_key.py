"""Every key of the help in every view, at every size, on both kinds of data: nothing breaks, and the view is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from r2k_tui.ui.actions.table import ACTIONS
from tests.end_to_end.conftest import Start
from tests.pty.session import Session
from tests.pty.size import HOME, LARGE, SMALL, Size

pytestmark = pytest.mark.slow
TINY = Size(40, 12)
# What each view shows when it is there: its name in the last line, and a figure of its own.
SIGNS = {
    "dashboard": (r" Dashboard ", r"[+-]\d+\.\d\d%"),
    "chart": (r" Chart ", r"◂[\d,]+\.\d+|O [\d,]+\.\d+"),
    "momentum": (r" Momentum ", r"\d+ (weak|soft|firm|strong)"),
    "risk": (r" Risk ", r"\d+ (calm|normal|elevated|stress)"),
    "allocation": (r" Allocation ", r"\d+\.\d%|holdings|members|computing|stopped|policy mix"),
    "macro": (r" Macro ", r"\d+\.\d+%|missing|no |– …"),
    "universe": (r" Universe ", r"[+-]\d+\.\d+%|no list|import"),
    "thesis": (r" Thesis ", r"holds|unproven|testable|computing|[✓✗·] [a-z^]"),
    "feed": (r" Feed ", r"armed|muted|failing|idle|ok|no alert has fired"),
}
VIEW_KEYS = {action.view: action.keys[0] for action in ACTIONS if action.view}
SIZES = (SMALL, HOME, LARGE, TINY)
# A few views for each run of the monitor, so that the runs can be shared out. One run goes through all sizes, for what
# the engine has computed for a view is there at each of them; each size is that of a start in one of the runs.
_FEW = 3
_NAMES = tuple(VIEW_KEYS)
_PARTS = [_NAMES[first : first + _FEW] for first in range(0, len(_NAMES), _FEW)]
_IDS = ["-".join(names) for names in _PARTS]
ON_FILES = pytest.mark.parametrize(("first", "names"), [*zip((0, 1, 2), _PARTS, strict=True)], ids=_IDS)
SIMULATED = pytest.mark.parametrize(("first", "names"), [*zip((3, 0, 1), _PARTS, strict=True)], ids=_IDS)
_LEAVING = ("quit", "suspend")
# Actions that lay a window or a line over the view.
_OPENING = (
    *("open", "filter", "columns", "indicators", "find", "add", "alert", "export", "news", "palette", "help", "theme"),
    *("compare", "copy", "note", "price_line"),
)
_LAST = '"^VIX",'
# What `Enter` opens comes a moment after the key.
_OPENED_S = 0.1
_WITHIN_S = 60.0


def _wait_view(session: Session, name: str) -> None:
    signs, what = SIGNS[name], f"{name} view at {session.size}"
    session.wait(what, lambda: all(re.search(sign, session.text()) for sign in signs), _WITHIN_S)


def _go(session: Session, name: str) -> None:
    session.press_and_wait(VIEW_KEYS[name])
    _wait_view(session, name)


def _press_all(session: Session) -> None:
    for action in ACTIONS:
        if action.id in _LEAVING or action.view:
            continue
        for key in action.keys:
            session.press_and_wait(key)
            if action.id in _OPENING:
                session.watch(_OPENED_S)
                session.press_and_wait("escape")
        assert "Traceback" not in session.text() and "defect in R2K" not in session.text(), action.id


def _try_views(session: Session, sizes: tuple[Size, ...], names: tuple[str, ...]) -> None:
    _wait_view(session, "dashboard")
    for size in sizes:
        if size != session.size:
            session.resize(size)
        for name in names:
            _go(session, name)
            _press_all(session)
            if "PAUSED" in session.text():
                session.press_and_wait("space")
            session.press_and_wait("escape", "escape")
            _go(session, name)
    session.press("q")
    assert session.wait_end(_WITHIN_S) == 0


def _from(first: int) -> tuple[Size, ...]:
    """All sizes, one of them first."""
    return SIZES[first:] + SIZES[:first]


@pytest.fixture
def settings(settings: Path, tmp_path: Path) -> Path:
    """The settings, with a place for what `e` writes, and one symbol more than `-` takes away at all sizes."""
    more = '"^VIX", "TLT", "HYG", "IEF", "^IRX",'
    settings.write_text(f'{settings.read_text().replace(_LAST, more)}export_folder = "{tmp_path}"\n')
    assert more in settings.read_text()
    return settings


@pytest.mark.slow(seconds=40)
@ON_FILES
def test_on_a_folder_of_files(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path, first: int, names: tuple[str, ...]
) -> None:
    session = start("--source", "csv", "--data", market[0], "--config", settings, size=SIZES[first])
    _try_views(session, _from(first), names)


@pytest.mark.slow(seconds=50)
@SIMULATED
def test_on_the_simulated_market(start: Start, settings: Path, first: int, names: tuple[str, ...]) -> None:
    session = start("--demo", "--config", settings, size=SIZES[first])
    _try_views(session, _from(first), names)
