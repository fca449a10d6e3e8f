"""The rules: each reads a chart and yields findings, every one with its source and its mend."""

from planbot.rules.base import Area, Checked, Finding, Found, Rule, Severity, blocking, check, rule, rules

__all__ = ["Area", "Checked", "Finding", "Found", "Rule", "Severity", "blocking", "check", "rule", "rules"]
