"""Sheets of cells in; the lists that they hold out: rows under columns of known meaning."""
