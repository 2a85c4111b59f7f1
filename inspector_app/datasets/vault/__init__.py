"""Images kept from training. Only `evaluate` opens them; the import rules name who may not."""
