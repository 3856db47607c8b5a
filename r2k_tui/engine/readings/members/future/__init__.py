"""The future on the index: its quotes, basis, expiry and roll."""
