"""What the view of the members shows: pure functions from columns and sums to lines."""
