"""The line's hot path: check, align, detect, judge, record, signal."""
