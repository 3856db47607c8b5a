"""The bytes of a file as lines of UTF-8, whatever encoding they were saved in."""

from __future__ import annotations

import codecs

from r2k_tui.sources.base import BadData

# The longer marks first: UTF-32 begins as UTF-16 does.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PROBE = 512
# The share of NUL bytes among every second byte that tells UTF-16 from a file with a stray NUL.
_MOSTLY = 0.8


def split_lines(data: bytes, name: str) -> list[bytes]:
    """The lines in UTF-8 without their ends, LF, CRLF or CR; a byte order mark is dropped.

    UTF-16 and UTF-32 are told by their mark, UTF-16 without one by its NUL bytes. Raises BadData where the file
    breaks off within a character.
    """
    encoding, mark = _encoding(data)
    if encoding:
        try:
            data = data[mark:].decode(encoding).encode()
        except UnicodeError:
            raise BadData(f"{name} is {encoding[:6].upper()} and broken; save it as CSV in UTF-8") from None
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data.removeprefix(codecs.BOM_UTF8).split(b"\n")


def decoded(line: bytes) -> str:
    """A line of titles or words: UTF-8, else Windows-1252, in which spreadsheets of the West save."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _encoding(data: bytes) -> tuple[str, int]:
    """The encoding, "" where it is UTF-8 or a superset of ASCII, and the length of the mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    probe = data[:_PROBE]
    half = len(probe) // 2
    if half < 2 or b"\0" not in probe:
        return "", 0
    high, low = probe[1::2].count(0) / half, probe[::2].count(0) / half
    if high >= _MOSTLY and low < 1 - _MOSTLY:
        return "utf-16-le", 0
    return ("utf-16-be", 0) if low >= _MOSTLY and high < 1 - _MOSTLY else ("", 0)
