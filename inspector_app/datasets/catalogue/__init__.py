"""A plant's catalogue of defects: what each class is, how much it matters, and who approved that."""
