"""The stored pictures of a monitor: what each belongs to, and the one that is on the screen at the start."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from r2k_tui.config.paths import candidates
from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.instant import picture_file
from r2k_tui.instant.identity import all_unchanged, signature
from r2k_tui.instant.launch import Launch, launched, restore
from r2k_tui.instant.notice import StoredTime
from r2k_tui.model.calendar.days import NEW_YORK

if TYPE_CHECKING:
    from textual.app import App

    from r2k_tui.commands.monitor.live_config import RunningSettings
    from r2k_tui.commands.shared.options import Options, ViewOptions
    from r2k_tui.ui.terminal.takeover.capture import Captured

log = logging.getLogger(__name__)
# Files of the hub that say as whom the monitor attaches.
_CREDENTIALS = ("nkey", "creds", "ca", "certificate", "key")


class PictureFiles:
    """Keeps pictures in files. `credentials` are signed once: a picture is of the account that the monitor started
    with.
    """

    def __init__(
        self, found: Launch, view: str, settings: tuple[Path, ...], credentials: tuple[str, ...], file: RunningSettings
    ) -> None:
        self._found, self._view, self._settings, self._file = found, view, settings, file
        self._credentials = [(path, signature(path)) for path in credentials]
        self._warned = False

    def adopt(
        self,
        app: App[None],
        is_live: Callable[[], bool],
        has_failed: Callable[[], bool],
        explain: Callable[[str], object],
    ) -> None:
        """See PictureMemory. What cannot be gone on from is cleared from the screen."""
        picture = self._found.shown
        if picture is None:
            return
        from r2k_tui.ui.terminal.compositor import shadow
        from r2k_tui.ui.terminal.takeover.cells import decode
        from r2k_tui.ui.terminal.takeover.driver import TakeoverDriver
        from r2k_tui.ui.terminal.takeover.gate import Gate, set_gate
        from r2k_tui.ui.widgets.pen import pen_of_codes

        try:
            cells = decode(picture.cells).with_note(*picture.place, self._found.words, pen_of_codes(picture.ink))
            if cells.size != self._found.size:
                raise ValueError("a picture in another size")
        except ValueError as error:
            log.warning("the stored picture is not gone on from: %s", error)
            restore()
            return
        app.driver_class = TakeoverDriver
        shadow(app).adopt(cells.size, cells.rows)
        words = self._found.words
        set_gate(app, Gate(cells, self._view, is_live, has_failed, lambda on: explain(words if on else "")))

    def write(self, picture: Captured, now: float) -> None:
        """See PictureMemory. Nothing is written between an edit of the settings and the moment they apply."""
        if not all_unchanged(self._credentials) or not self._file.is_applied():
            return
        settings = [(str(path.absolute()), signature(str(path))) for path in self._settings]
        then = datetime.fromtimestamp(now, NEW_YORK)
        stored = StoredTime(now, f"{then:%H:%M}", f"{then:%a}", f"{then.day} {then:%b}", f"{then:%Y}")
        place, ink = picture.place, picture.pen.codes
        made = picture_file.StoredPicture(
            self._found.identity.of_size(*picture.cells.size),
            stored,
            [*settings, *self._credentials],
            (place.row, place.column),
            place.width,
            ink,
            picture.painted.encode(),
            picture.cells.encode(),
        )
        try:
            picture_file.write(self._found.folder, made)
        except (OSError, picture_file.PictureFileError) as error:
            if not self._warned:
                log.warning("the picture is not stored: %s", error)
            self._warned = True


def picture_memory(
    options: Options, view: ViewOptions, setup: EngineSetup, file: RunningSettings, *, sends_changes: bool
) -> PictureFiles | None:
    """Where the monitor keeps its pictures; None where it keeps none, and then none is left on the screen.

    In a kiosk another account may look next; a replayed moment is never the present; a thin line carries one picture,
    not two. Where pictures are switched off, those of before are removed.
    """
    found, display = launched(), view.over(setup.config.display)
    if found is not None and not display.stored_picture:
        _remove(found.folder)
    refused = view.kiosk or display.plain or display.low_bandwidth or not display.stored_picture
    if found is None or refused or setup.replay is not None or not sends_changes:
        restore()
        return None
    return PictureFiles(found, view.view, candidates(options.config), _credentials(setup.config.hub), file)


def _credentials(hub: HubSettings) -> tuple[str, ...]:
    """The files that say as whom the monitor attaches, those of the settings and those of variables."""
    named = [getattr(hub, name) for name in _CREDENTIALS]
    named += [os.environ.get(f"R2K_HUB_{name.upper()}", "") for name in _CREDENTIALS]
    return tuple(str(Path(path).expanduser().absolute()) for path in dict.fromkeys(filter(None, named)))


def _remove(folder: str) -> None:
    try:
        picture_file.clear(folder)
    except (OSError, picture_file.PictureFileError) as error:
        log.warning("stored pictures are not removed: %s", error)
