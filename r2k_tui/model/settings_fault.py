"""A setting that cannot be used, whatever table it is in."""

from __future__ import annotations

from typing import NamedTuple


class SettingsFault(NamedTuple):
    """Why a setting cannot be used. `key_path` leads to its key; an entry of a list is one part, such as `[0]`."""

    key_path: tuple[str, ...]
    message: str

    def under(self, *tables: str) -> SettingsFault:
        """The same fault, seen from the table that holds `tables`."""
        return SettingsFault((*tables, *self.key_path), self.message)
