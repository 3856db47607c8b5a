"""Files of the library: their names and columns."""

from __future__ import annotations

from typing import NamedTuple

from r2k_tui.model.factors.table import FF3, FF5, MOMENTUM

SERVICE = "Kenneth French's server"
ORIGIN = "Kenneth French's data library"
HOST = "mba.tuck.dartmouth.edu"
BASE = f"https://{HOST}/pages/faculty/ken.french/ftp"


class LibraryFile(NamedTuple):
    """File without its ending, and the columns that it must have."""

    stem: str
    factors: tuple[str, ...]

    @property
    def csv(self) -> str:
        """Name of the file."""
        return f"{self.stem}.csv"

    @property
    def archive(self) -> str:
        """Name of the archive that the server has."""
        return f"{self.stem}_CSV.zip"


FILES = {
    FF3: LibraryFile("F-F_Research_Data_Factors", ("Mkt-RF", "SMB", "HML", "RF")),
    FF5: LibraryFile("F-F_Research_Data_5_Factors_2x3", ("Mkt-RF", "SMB", "HML", "RMW", "CMA", "RF")),
    MOMENTUM: LibraryFile("F-F_Momentum_Factor", ("Mom",)),
}
