"""Which records may be the same as others: suggested and warned of, by import and office alike. It decides nothing."""
