"""The lines that dialogs show."""
