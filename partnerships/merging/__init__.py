"""From records that mean the same to one record and the Merge that was kept of it, and back."""
