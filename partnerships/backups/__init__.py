"""Backups: a folder with the database, the files that its records name, and a manifest; and the way back."""
