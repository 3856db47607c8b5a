"""Writes docs/reference/settings.md from the packaged config.toml: `python docs/list_settings.py`."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parent
PAGE, CONFIG = DOCS / "reference" / "settings.md", DOCS.parent / "config.toml"
_HEAD = """# Settings

`r2k config init` writes a file with every setting as a comment, `r2k config path` prints where it is, and `r2k config
check` validates it. A setting that is missing has the value below. An unknown key, a wrong type or a bad value is
reported with file, line and key, and nothing starts half-configured; while the monitor runs, a bad edit keeps the
settings before it.
"""
_SECTION = re.compile(r"(?:# )?\[\[?([a-z_]+)[\].]")


def page() -> str:
    """The whole page: a heading for each section of the file, and below it the section as it stands there."""
    return _HEAD + "".join(f"\n## {name}\n\n```toml\n{text}\n```\n" for name, text in sections().items())


def sections() -> dict[str, str]:
    """The text of each section with its comments; tables within a section belong to it."""
    found: dict[str, list[str]] = {}
    waiting: list[str] = []  # comments and blank lines, of the table that follows if no blank line parts them
    name = ""
    for line in CONFIG.read_text("utf-8").splitlines():
        table = _SECTION.match(line)
        if table is None and (not line or line.startswith("#")):
            waiting.append(line)
            continue
        if table:
            parted = len(waiting) - waiting[::-1].index("") if "" in waiting else 0
            found.setdefault(name, []).extend(waiting[:parted])
            name, waiting = table[1], waiting[parted:]
        found.setdefault(name, []).extend([*waiting, line])
        waiting = []
    found[name].extend(waiting)
    return {name: "\n".join(lines).strip() for name, lines in found.items() if name}


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
