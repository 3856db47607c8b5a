"""Charts as lines of text: the small one of the dashboard, and the one that fills a view."""
