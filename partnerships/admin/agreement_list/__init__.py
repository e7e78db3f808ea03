"""The list of agreements in the office: its filters with their counts, its columns, groups and orders."""
