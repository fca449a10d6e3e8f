"""How well a model drafts: the same charts and the same speech for every model, and what became of each draft."""
