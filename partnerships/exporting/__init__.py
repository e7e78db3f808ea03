"""Agreements in; the files that the register writes out: their columns, their cells, their names."""
