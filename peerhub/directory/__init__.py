"""The directory: organisations, what each says of itself to whom, and who keeps its page right."""
