"""What commands share: options, JSON envelope, progress bar, single queries of an engine."""
