"""Audits: many charts checked at once, told as one summary; and the rehearsal of one chart."""
