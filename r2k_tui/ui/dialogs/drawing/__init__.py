"""What dialogs draw."""
