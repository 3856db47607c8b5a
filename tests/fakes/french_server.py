"""Kenneth French's data library on this machine: archives with invented files in the shape of the real ones.

with FrenchServer() as french:
    french.put("ff3", last=202510)
    FrenchSettings(endpoint=french.url)
"""

from __future__ import annotations

import zipfile
from io import BytesIO

from tests.fakes.http_server import HttpServer

FOLDER = "/pages/faculty/ken.french/ftp/"
STEMS = {
    "ff3": "F-F_Research_Data_Factors",
    "ff5": "F-F_Research_Data_5_Factors_2x3",
    "mom": "F-F_Momentum_Factor",
}
COLUMNS = {"ff3": "Mkt-RF,SMB,HML,RF", "ff5": "Mkt-RF,SMB,HML,RMW,CMA,RF", "mom": "Mom"}
PAGE = b"<!DOCTYPE html><html><head><title>Moved</title></head><body>The library has moved</body></html>"
LAST = 202508
_PACKED_AT = (2025, 9, 18, 16, 0, 0)


def months(last: int = LAST, count: int = 48) -> list[int]:
    """Months as YYYYMM, the newest last."""
    end = last // 100 * 12 + last % 100 - 1
    return [(end - back) // 12 * 100 + (end - back) % 12 + 1 for back in range(count - 1, -1, -1)]


def row(month: object, *values: object) -> str:
    """One line as the library writes it."""
    return ",".join([str(month), *(f"{value:8.2f}" if isinstance(value, float) else f"{value}" for value in values)])


def rows(name: str, last: int = LAST, count: int = 48) -> list[str]:
    """Invented returns in percent, other ones for each column and month; the bill's is 0.30."""
    names = COLUMNS[name].split(",")
    return [
        row(month, *(0.30 if column == "RF" else return_of(at, place) for place, column in enumerate(names)))
        for at, month in enumerate(months(last, count))
    ]


def return_of(at: int, place: int) -> float:
    """Return in percent of the month number `at` and the column `place`."""
    return round((at * 37 + place * 53) % 101 / 10 - 5.0, 2)


def text_of(
    name: str,
    lines: list[str] | None = None,
    *,
    vintage: str = f"This file was created using the {LAST} CRSP database.",
    names: str = "",
    annual: bool = True,
    end: str = "\r\n",
) -> str:
    """A whole file in the layout of the library: preamble, months, years, and a copyright line."""
    head = names or f",{COLUMNS[name]}"
    width = head.count(",")
    years = [
        "",
        " Annual Factors: January-December ",
        head,
        row("  2023", *[10.0] * width),
        row("  2024", *[9.0] * width),
    ]
    preamble = [vintage, "The 1-month rate is from Soci\u00e9t\u00e9 Invent\u00e9e.", ""]
    body = [*preamble, head, *(rows(name) if lines is None else lines), *(years if annual else [])]
    return end.join([*body, "", "Copyright 2025 Invented Authors", ""])


def packed(files: dict[str, bytes]) -> bytes:
    """Archive of files by name."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            # A date of its own: by that of now, the same files would be other bytes two seconds later.
            archive.writestr(zipfile.ZipInfo(name, _PACKED_AT), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def archive_of(name: str, text: str | None = None) -> bytes:
    """Archive with one file, whole unless the text says otherwise."""
    return packed({f"{STEMS[name]}.csv": (text_of(name) if text is None else text).encode("latin-1")})


def path_of(name: str) -> str:
    """Path of an archive."""
    return f"{FOLDER}{STEMS[name]}_CSV.zip"


class FrenchServer(HttpServer):
    """Listens on 127.0.0.1 with all three files; `url` is the gateway that the settings take."""

    def __init__(self) -> None:
        super().__init__()
        for name in STEMS:
            self.put(name)

    def put(self, name: str, text: str | None = None, *, last: int = LAST, count: int = 48) -> None:
        """The archive of a name, with this text, or with months up to `last`."""
        vintage = f"This file was created by using the {last} CRSP database."
        self.answer(path_of(name), archive_of(name, text or text_of(name, rows(name, last, count), vintage=vintage)))

    def names(self) -> list[str]:
        """Names of the tables requested, oldest first."""
        by_path = {path_of(name): name for name in STEMS}
        return [by_path[path] for path in self.asked]
