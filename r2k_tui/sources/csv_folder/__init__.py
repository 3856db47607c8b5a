"""The csv source: a folder with one file per symbol."""

from r2k_tui.sources.csv_folder.source import CsvFolderSource

__all__ = ["CsvFolderSource"]
