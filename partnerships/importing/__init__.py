"""From the bytes of a file to a plan, and from the plan to records, one step a module (DESIGN, section 6)."""
