"""The places of this session, the last one first."""

from __future__ import annotations

from r2k_tui.ui.dialogs.drawing.matching import Destination

_MOST = 12


class RecentPlaces:
    """Remembers the places that were opened, each once."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], Destination] = {}

    def note(self, place: Destination) -> None:
        """A place was opened."""
        self._places.pop(place[:2], None)
        self._places[place[:2]] = place
        while len(self._places) > _MOST:
            del self._places[next(iter(self._places))]

    def listed(self, here: tuple[str, str]) -> list[Destination]:
        """The places, the last one first, without the one where the person is (its kind and name)."""
        return [place for at, place in reversed(self._places.items()) if at != here]
