"""The settings file, as the controllers need it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from r2k_tui.ui.context import AppSettings

if TYPE_CHECKING:
    from r2k_tui.config.listing import ListedSetting

# Settings by table and key, as they stand in the file.
SettingChanges = Mapping[tuple[str, str], object]
_NO_FILE = "there is no settings file"


class SettingsFile(Protocol):
    """The settings file."""

    def changed(self) -> bool:
        """Whether the file has changed since the last call; cheap enough for a timer."""

    def read(self) -> AppSettings:
        """The settings in the file. Raises ValueError, with file and line, where they are invalid."""

    def save(self, settings: SettingChanges) -> str:
        """Write these settings; returns where. Raises OSError or ValueError where they cannot be written."""

    def add(self, name: str, fields: Mapping[str, object]) -> str:
        """Append a table to a list of tables; returns and raises as `save` does."""

    def listed(self) -> tuple[ListedSetting, ...]:
        """Every setting with its line. Raises ValueError where the file is invalid. May take a tenth of a second."""

    def change(self, table: str, key: str, text: str) -> str:
        """Write one setting as it is typed, once it is checked; returns where. Raises ValueError with what is wrong."""


class NullSettingsFile:
    """Stands in where there is no file: pictures for the documentation."""

    def changed(self) -> bool:
        """See SettingsFile."""
        return False

    def read(self) -> AppSettings:
        """See SettingsFile."""
        raise ValueError(_NO_FILE)

    def save(self, settings: SettingChanges) -> str:
        """See SettingsFile."""
        raise ValueError(_NO_FILE)

    def add(self, name: str, fields: Mapping[str, object]) -> str:
        """See SettingsFile."""
        raise ValueError(_NO_FILE)

    def listed(self) -> tuple[ListedSetting, ...]:
        """See SettingsFile."""
        return ()

    def change(self, table: str, key: str, text: str) -> str:
        """See SettingsFile."""
        raise ValueError(_NO_FILE)
