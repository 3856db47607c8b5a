"""The panels of the dashboard: each asks a pure view model for its lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from r2k_tui.model.reading import ScoreKind
from r2k_tui.ui.present.feeds import feed_lines
from r2k_tui.ui.present.header import header
from r2k_tui.ui.present.lines import Line, framed
from r2k_tui.ui.present.scores import TITLES, headline, score_lines
from r2k_tui.ui.state import Mirror
from r2k_tui.ui.widgets.painted import Painted

# Help and quit, the last ones of the table.
_ALWAYS = 2


class HeaderBar(Painted):
    """The line, or two, at the top."""

    DEFAULT_CSS = "HeaderBar { height: 1; background: $panel; }"

    def __init__(self, mirror: Mirror) -> None:
        super().__init__(id="header")
        self._mirror = mirror

    def picture(self, width: int, height: int) -> list[Line]:
        """See Painted."""
        return header(self._mirror, width, height, self._mirror.clock(), paused=self._mirror.paused)


class FooterBar(Painted):
    """The keys that matter here."""

    DEFAULT_CSS = "FooterBar { height: 1; background: $panel; }"

    def __init__(self, entries: Callable[[], Sequence[tuple[str, str]]]) -> None:
        super().__init__(id="footer")
        self._entries = entries

    def picture(self, width: int, height: int) -> list[Line]:
        """See Painted. Where there is no room for all, the ones before help and quit go first."""
        shown = list(self._entries())
        while len(shown) > _ALWAYS and sum(len(key) + len(label) + 3 for key, label in shown) > width:
            shown.pop(-_ALWAYS - 1)
        return [tuple(run for key, label in shown for run in ((f" {key}", "key"), (f" {label} ", "dim")))]


class ScorePanel(Painted, can_focus=True):
    """Momentum score or risk gauge."""

    def __init__(self, kind: ScoreKind, mirror: Mirror) -> None:
        super().__init__(id=kind.value)
        self._kind, self._mirror = kind, mirror

    def picture(self, width: int, height: int) -> list[Line]:
        """See Painted."""
        score = self._mirror.scores.get(self._kind)
        title: Line = ((TITLES[self._kind], "bright"), (f" {self._mirror.index}", "dim"))
        body = score_lines(self._kind, self._mirror, width - 2, height - 2)
        foot: Line = ((f"{score.source} {score.as_of}", "dim"),) if score is not None else ()
        return framed(body, width, height, title, headline(score), foot, focus=self.has_focus)


class FeedPanel(Painted, can_focus=True):
    """Health of every topic."""

    def __init__(self, mirror: Mirror) -> None:
        super().__init__(id="feeds")
        self._mirror = mirror

    def picture(self, width: int, height: int) -> list[Line]:
        """See Painted."""
        body = feed_lines(self._mirror, width - 2, height - 2, self._mirror.clock())
        return framed(body, width, height, (("Feed", "bright"),), focus=self.has_focus)


class TooSmall(Painted):
    """Stands in for everything in a window in which nothing else fits."""

    def picture(self, width: int, height: int) -> list[Line]:
        """See Painted."""
        return [(("too small", "warn"),), (("q quits", "dim"),)]
