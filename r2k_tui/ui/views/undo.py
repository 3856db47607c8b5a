"""What is switched on in a view, and the key that undoes the nearest of it."""

from __future__ import annotations

from functools import partial

from textual.screen import Screen
from textual.widget import Widget

from r2k_tui.model.calendar.replay import Replay
from r2k_tui.model.messages.replay import ControlReplay, ReplayMove
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.modes import Mode
from r2k_tui.ui.widgets.bars import FooterBar
from r2k_tui.ui.widgets.line_widget import LineWidget


class UndoingScreen(Screen[None]):
    """A screen whose back key undoes one mode at a time: of the focused panel, the view, other panels, the monitor."""

    context: AppContext
    foot: FooterBar
    parts: tuple[LineWidget, ...]
    _released: Replay | None = None

    def modes(self) -> list[Mode]:
        """What is switched on in the view itself, beside its panels."""
        return []

    @property
    def nearest(self) -> Widget | None:
        """The panel that keys go to: the one with the focus, if any."""
        return self.focused

    def switched_on(self) -> list[Mode]:
        """Everything that is switched on and in sight, nearest first: focused panel, view, other panels, screen."""
        parts = [part for part in self.parts if part.display]
        near = [mode for part in parts if part is self.nearest for mode in part.modes()]
        far = [mode for part in parts if part is not self.nearest for mode in part.modes()]
        return [*near, *self.modes(), *far, *self._held()]

    def _held(self) -> list[Mode]:
        """What holds the whole screen; the header shows it."""
        mirror, replay = self.context.mirror, self.context.mirror.facts.replay
        held = [Mode("pause", mirror.pause)] if mirror.paused else []
        # A replay that was told to go on is held until the engine says otherwise: it is not told twice.
        if replay is None or not replay.held or replay is self._released or mirror.refusal(ControlReplay):
            return held
        return [*held, Mode("replay held", partial(self._release, replay))]

    def _release(self, replay: Replay) -> None:
        self._released = replay
        self.run_worker(self.context.client.ask(ControlReplay(ReplayMove.HOLD)), group="replay", exit_on_error=False)

    def on_key_back(self, _: int) -> None:
        """Switch off the nearest of what is on; where nothing is, go back."""
        on = self.switched_on()
        if not on:
            self.go_back()
            return
        on[0].undo()
        self.paint()
        self.foot.say(f"undone: {on[0].name}")

    def go_back(self) -> None:
        """Go back to where the view began; by default, there is nowhere to go."""

    def paint(self) -> None:
        """Repaint every panel."""
        raise NotImplementedError
