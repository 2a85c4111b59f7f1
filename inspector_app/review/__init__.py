"""People's answers: the queue of waiting parts, dispositions and their undo, the hold bin, labels."""
