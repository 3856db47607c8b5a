"""Rules of market timing, decided once a month, against holding the asset they time."""
