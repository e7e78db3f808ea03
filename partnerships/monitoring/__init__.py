"""What monitors ask: whether the register lives, whether it is ready, and its figures. No page leads here."""
