"""Drawing reports as PDF, and nothing else: what they say comes from `shifts` and `validation`."""
