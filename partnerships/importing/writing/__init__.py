"""A plan in; records out, which can be taken back again."""
