"""Networks against images whose truth is known: matching, figures, intervals, thresholds, pictures."""
