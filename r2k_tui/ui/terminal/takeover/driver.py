"""A driver that goes on in an alternate screen that was entered before Textual was loaded."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from r2k_tui.instant.launch import launched
from r2k_tui.instant.screen import ENTER_ALTERNATE


class TakeoverDriver(LinuxDriver):
    """Enters no screen that is entered already, which would clear it; restores the modes of before that."""

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

    def write(self, data: str) -> None:
        """See Driver."""
        if self._enters or data != ENTER_ALTERNATE:
            super().write(data)
