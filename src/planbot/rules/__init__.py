"""The rules: each reads a chart and yields findings, every one with its source and its mend.

``check(read("chart.json"))`` needs no store, no terminal and no network; ``docs/library.md`` shows more.
"""

from planbot.chart.reading import read
from planbot.rules.base import Area, Checked, Finding, Found, Rule, Severity, blocking, check, rule, rules

__all__ = ["Area", "Checked", "Finding", "Found", "Rule", "Severity", "blocking", "check", "read", "rule", "rules"]
