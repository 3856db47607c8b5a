"""R2K: the terminal monitor of the Russell 2000."""

__version__ = "0.2.0"
