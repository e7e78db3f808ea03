"""Words of many languages, as tables, by which lists are understood."""
