"""Text of the views of thesis and macro."""

from __future__ import annotations

SIZES = [(40, 12), (80, 24), (120, 40), (200, 60)]


def text_of(lines: list[tuple[tuple[str, str], ...]]) -> str:
    return "\n".join("".join(text for text, _ in line) for line in lines)
