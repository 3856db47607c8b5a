"""`r2k line`: one line for a status bar. It imports little, so that it ends within a tenth of a second."""
