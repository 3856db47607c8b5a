"""The first thing that the monitor does: the stored picture of this monitor, on the screen."""

from __future__ import annotations

import os
import sys
import termios
import time

from r2k_tui.instant import notice, picture_file, screen
from r2k_tui.instant.identity import MonitorIdentity, all_unchanged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from r2k_tui.instant.picture_file import StoredPicture

# Larger windows than this are not drawn whole.
_MOST_COLUMNS, _MOST_ROWS = 500, 200


class Launch:
    """What this start found: where pictures are, whose they are, and the one on the screen, if any.

    `words`: the notice of that picture.
    """

    def __init__(self, identity: MonitorIdentity, folder: str) -> None:
        self.identity, self.folder = identity, folder
        self.picture: StoredPicture | None = None
        self.screen: screen.TakenScreen | None = None
        self.size, self.words = (0, 0), ""

    def show(self, size: tuple[int, int]) -> None:
        """Show the picture for a window of this size. Raises OSError, ValueError, termios.error where none can be."""
        columns, rows = size
        if not (0 < columns <= _MOST_COLUMNS and 0 < rows <= _MOST_ROWS):
            return
        now = time.time()
        picture = picture_file.read(self.folder, self.identity.of_size(columns, rows), now)
        words = notice.notice(picture.stored, now, picture.width)
        if not words or not all_unchanged(picture.files):
            return
        taken = screen.TakenScreen(picture.painted + _note(picture, words), size)
        self.picture, self.screen, self.size, self.words = picture, taken, size, words
        taken.take()

    @property
    def shown(self) -> StoredPicture | None:
        """The picture, as long as it is on the screen."""
        return self.picture if self.screen is not None and self.screen.taken else None


_LAUNCHES: list[Launch] = []


def launch(*options: Sequence[tuple[str, object]]) -> None:
    """Show the stored picture of the monitor with these options, by name, where there is one; never fails."""
    try:
        if not screen.is_own_terminal() or "TEXTUAL_DRIVER" in os.environ or os.environ.get("TERM") == "dumb":
            return
        folder = picture_file.folder(os.environ, sys.platform)
        if folder:
            found = Launch(MonitorIdentity(options, os.environ), folder)
            _LAUNCHES.append(found)
            found.show(screen.window(os.environ))
    except (OSError, ValueError, termios.error) as error:
        # No picture, or none that can be believed: the monitor starts as it would without.
        restore()
        if os.environ.get("R2K_DEBUG"):
            screen.complain(error)


def launched() -> Launch | None:
    """What this process has found at its start; None where it is no monitor in a terminal."""
    return _LAUNCHES[-1] if _LAUNCHES else None


def restore() -> None:
    """Restore the terminal before anything is printed; nothing where no picture is shown, or the app took over."""
    for found in _LAUNCHES:
        if found.screen is not None:
            found.screen.leave()


def _note(picture: StoredPicture, words: str) -> bytes:
    row, column = picture.place
    return f"\x1b[{row + 1};{column + 1}H\x1b[{picture.ink}m{words}\x1b[m".encode()
