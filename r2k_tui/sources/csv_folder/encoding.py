"""Lines of a file in UTF-8, from any common encoding."""

from __future__ import annotations

import codecs

from r2k_tui.sources.base import BadData

# Longer marks first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PROBE = 512
# Share of NUL bytes among every second byte that tells UTF-16 from a file with a stray NUL.
_MOSTLY = 0.8


def split_lines(data: bytes, name: str) -> list[bytes]:
    """Lines in UTF-8 without their ends (LF, CRLF or CR) and without a byte order mark.

    UTF-16 and UTF-32 are recognized by their mark, UTF-16 without one by its NUL bytes. Raises BadData when the file
    ends within a character.
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
    """Encoding and length of its mark; "" for UTF-8 or a superset of ASCII."""
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
