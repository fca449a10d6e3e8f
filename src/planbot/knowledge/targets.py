"""Works out what a pattern of the library comes to once a baseline is known."""

from planbot.chart import Quantity
from planbot.knowledge.entries import ObjectivePattern, TargetRule


def target_of(rule: TargetRule, baseline: float | None, *, better: str) -> float | None:
    """Return the target a rule gives for a baseline, or None when it gives none that is better."""
    if rule.to is not None:
        target = rule.to
    elif baseline is None:
        return None
    elif rule.by is not None:
        target = baseline + rule.by
    elif rule.share is not None:
        target = float(round(baseline * (1 + rule.share)))
    else:
        return None
    if rule.at_least is not None:
        target = max(target, rule.at_least)
    if rule.at_most is not None:
        target = min(target, rule.at_most)
    if baseline is not None and (target >= baseline if better == "down" else target <= baseline):
        return None
    return target


def scale_of(pattern: ObjectivePattern, baseline: Quantity, target: Quantity) -> tuple[str, ...]:
    """Return the pattern's goal-attainment scale, its five levels filled with these figures."""
    figures = {"baseline": f"{baseline.value:g}", "target": f"{target.value:g}", "unit": target.unit or pattern.unit}
    filled = []
    for level in pattern.scale:
        text = level
        for name, words in figures.items():
            text = text.replace(f"{{{name}}}", words)
        filled.append(text)
    return tuple(filled)
