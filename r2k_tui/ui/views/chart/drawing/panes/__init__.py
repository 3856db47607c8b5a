"""The panes of a chart: prices, volume, marks and one indicator."""
