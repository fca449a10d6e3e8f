"""Breaks whole charts in every place, one at a time, and counts what the rules notice: ``python -m mutants``."""
