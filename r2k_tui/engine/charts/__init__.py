"""What the engine adds to the bars of a chart: indicators, marks, regular hours."""
