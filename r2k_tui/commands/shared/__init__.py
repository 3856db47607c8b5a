"""Options, JSON envelope, progress bar and the one-shot engine that commands share."""
