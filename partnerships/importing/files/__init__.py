"""Bytes of a file in; sheets of cells as text out, whatever the format."""
