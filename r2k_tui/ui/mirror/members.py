"""The terminal's copy of the index members: the columns of the last answer, with live prices from frames."""

from __future__ import annotations

from array import array

from r2k_tui.model.market.universe import BreadthHistory, MemberChanges, Members, Summary, Universe
from r2k_tui.ui.mirror.member_figures import LIVE, ConstituentRow, Figures, figures_of

# Figures that frames do not carry (fundamentals, averages, weights, closes) are requested again: soon where the summary
# says that more is known, otherwise now and then.
_SOON_S, _LATER_S = 2.0, 60.0


class UniverseMirror:
    """Owned by the mirror. `summary` is the newest, `universe` the last answer; `answers` counts answers.

    `readers`: the panels and views that show members now. `asking`: number of requests without an answer.
    `followed`: whether the engine sends changes. `held`: the screen is paused, and what it shows of the members stays;
    the list is requested again afterwards.
    """

    def __init__(self) -> None:
        self.universe: Universe | None = None
        self.summary: Summary | None = None
        self.trouble = ""
        self.answers = 0
        self.readers: set[str] = set()
        self.asking, self.followed, self.held = 0, False, False
        self._missed = False
        self.price, self.ret_1d, self.time = (array("d") for _ in range(3))
        self._figures: Figures | None = None
        self._answered_coverage: tuple[object, ...] = ()
        self._answered_at = 0.0

    @property
    def members(self) -> Members | None:
        """The list of members; None before the first answer."""
        return self.universe.members if self.universe is not None else None

    @property
    def history(self) -> BreadthHistory:
        """Breadth by session."""
        return self.universe.history if self.universe is not None else BreadthHistory()

    def __len__(self) -> int:
        return len(self.price)

    def take(self, universe: Universe, now: float) -> None:
        """Store an answer received at `now` (seconds)."""
        members = universe.members
        self.universe, self.summary, self.trouble = universe, universe.summary, ""
        self.price, self.ret_1d, self.time = (array("d", getattr(members, name)) for name in LIVE)
        self._figures = figures_of(members, self.price, self.ret_1d, self.time)
        self._answered_coverage, self._answered_at = _coverage(universe.summary), now
        self.answers += 1
        self._missed = False

    def fail(self, message: str) -> None:
        """Store why there is no answer; the last answer stays."""
        self.trouble = message

    def apply(self, changes: MemberChanges | None, summary: Summary | None) -> bool:
        """Apply the changes in a frame; returns True if anything changed."""
        if self.held and self.universe is not None:
            self._missed |= changes is not None or summary is not None
            return False
        if summary is not None:
            self.summary = summary
        fits = changes is not None and self.members is not None and changes.key == self.members.key
        if changes is not None and fits:
            self._put(changes)
        return fits or summary is not None

    def _put(self, changes: MemberChanges) -> None:
        for column, name in ((self.price, "price"), (self.ret_1d, "ret_1d"), (self.time, "time")):
            values = memoryview(getattr(changes, name)).cast("d")
            if len(values) == len(column):
                column[:] = array("d", values.tobytes())  # all of them, in order
                continue
            for place, value in zip(memoryview(changes.index).cast("H"), values, strict=True):
                column[place] = value

    def outdated(self, now: float) -> bool:
        """Whether the list should be requested again at `now`."""
        summary, members, waited = self.summary, self.members, abs(now - self._answered_at)
        if summary is None or (self.held and members is not None):
            return False
        if self._missed:
            return True
        if members is None or members.key != summary.key:
            return True
        return waited >= (_LATER_S if _coverage(summary) == self._answered_coverage else _SOON_S)

    def row(self, place: int) -> ConstituentRow:
        """All figures of one member."""
        assert self._figures is not None
        return self._figures.row(place)

    def column(self, name: str) -> list[float] | list[str]:
        """One figure of every member; NaN or "" where it is unknown."""
        assert self._figures is not None
        return self._figures.column(name)


def _coverage(summary: Summary) -> tuple[object, ...]:
    breadth = summary.breadth
    counts = (summary.priced, breadth.n_50d, breadth.n_200d, breadth.n_52w, len(summary.unknown))
    return (*counts, summary.basis, summary.as_of, summary.valuation is None, summary.caveats)
