"""The public list's own tables: kept up to date, and asked."""
