"""Django's PostgreSQL with a pool that gives no dead connection, and asks none whether it lives."""
