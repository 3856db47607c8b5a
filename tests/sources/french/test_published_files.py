"""The files of the library, one for each table of factors."""

from __future__ import annotations

from r2k_tui.model.factors.table import NAMES
from r2k_tui.sources.french.published_files import BASE, FILES, HOST
from tests.fakes.french_server import COLUMNS, FOLDER, STEMS


def test_every_table_has_a_file_with_its_columns() -> None:
    assert tuple(FILES) == NAMES
    for name, file in FILES.items():
        assert ",".join(file.factors) == COLUMNS[name]
        assert (file.csv, file.archive) == (f"{STEMS[name]}.csv", f"{STEMS[name]}_CSV.zip")
    assert f"https://{HOST}{FOLDER}".rstrip("/") == BASE
