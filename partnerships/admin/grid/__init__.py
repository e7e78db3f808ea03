"""The grid: the values of up to fifty agreements in one table, changed at once after a look at what changes."""
