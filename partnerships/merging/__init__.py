"""Merging records that mean the same, recorded in a Merge, and taking a merge back."""
