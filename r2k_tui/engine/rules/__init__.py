"""Rules of market timing on the history at hand."""
