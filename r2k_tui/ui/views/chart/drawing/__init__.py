"""Charts as lines of text: the small one of the dashboard, and the full one of the chart view."""
