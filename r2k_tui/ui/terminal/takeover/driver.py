"""A driver that goes on in an alternate screen that was entered before Textual was loaded."""

from __future__ import annotations

from collections.abc import Callable

from textual.drivers.linux_driver import LinuxDriver

from r2k_tui.instant.launch import launched
from r2k_tui.instant.screen import ENTER_ALTERNATE


class TakeoverDriver(LinuxDriver):
    """Enters no screen that is entered already, which would clear it; restores the modes of before that. Stops and goes
    on between two callbacks of the loop.
    """

    _enters = True

    def start_application_mode(self) -> None:
        """See Driver."""
        found = launched()
        taken = found.screen if found is not None and found.shown is not None else None
        self._enters = taken is None
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._enters = True
        if taken is not None:
            self.attrs_before = taken.modes
            taken.hand_over()

    def _sigtstp_application(self, *given: object) -> None:
        self._in_turn(super()._sigtstp_application, given)

    def _sigcont_application(self, *given: object) -> None:
        self._in_turn(super()._sigcont_application, given)

    def _in_turn(self, handler: Callable[..., None], given: tuple[object, ...]) -> None:
        """Call a handler from the loop: what a signal interrupts may be a write, and hold the lock that the handler
        needs for its own.
        """
        if self._loop.is_running():
            self._loop.call_soon_threadsafe(handler, *given)
        else:
            handler(*given)

    def write(self, data: str) -> None:
        """See Driver."""
        if self._enters or data != ENTER_ALTERNATE:
            super().write(data)
