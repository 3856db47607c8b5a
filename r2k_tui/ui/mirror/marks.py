"""The terminal's copy of the notes and of the lines at prices."""

from __future__ import annotations

from dataclasses import dataclass, field

from r2k_tui.model.marks import Note, PriceLine
from r2k_tui.model.messages.charts.marks import MarksReply


@dataclass
class MarksMirror:
    """Notes and lines by symbol, oldest first. `kept` is False where they end with the engine; `version` counts
    changes.
    """

    notes: dict[str, tuple[Note, ...]] = field(default_factory=dict)
    lines: dict[str, tuple[PriceLine, ...]] = field(default_factory=dict)
    kept: bool = True
    version: int = 0

    def take(self, reply: MarksReply) -> bool:
        """Store a reply; returns whether anything changed."""
        notes: dict[str, tuple[Note, ...]] = {}
        lines: dict[str, tuple[PriceLine, ...]] = {}
        for note in reply.notes:
            notes[note.symbol] = (*notes.get(note.symbol, ()), note)
        for line in reply.lines:
            lines[line.symbol] = (*lines.get(line.symbol, ()), line)
        changed = (notes, lines, reply.kept) != (self.notes, self.lines, self.kept)
        self.notes, self.lines, self.kept = notes, lines, reply.kept
        self.version += changed
        return changed

    def noted(self, symbol: str) -> bool:
        """Whether a symbol, or a bar of it, has a note."""
        return symbol in self.notes
