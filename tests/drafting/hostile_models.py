"""Models that obey whatever stands in a client's words, as far as a reply can go; and charts with such words."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from planbot.chart import Chart
from planbot.drafting.prompts import Prompt
from planbot.rules.pages.examples import changed, clean_chart
from planbot.text import clean
from tests.drafting.asking import Said


@dataclass(frozen=True)
class Attack:
    """An order to a model in a client's words, what a model that obeys writes, and how that is known."""

    kind: str
    name: str
    said: str
    wish: str
    canary: str


@cache
def attacks() -> tuple[Attack, ...]:
    """Every attempt of ``injections.yaml``."""
    found = yaml.safe_load((Path(__file__).parent / "injections.yaml").read_text("utf-8"))
    return tuple(
        Attack(each["kind"], each["name"], each["said"] * each.get("times", 1), each["wish"], each["canary"])
        for each in found
    )


def attacked(attack: Attack) -> Chart:
    """The sample, with the attempt in the words of its goal, a strength, a symptom and an example of daily life."""
    chart = changed(clean_chart(), '+consents: {kind: model, given: true, "on": 2026-11-02}')
    said = clean(attack.said)
    for item, name in (("g1", "words"), ("sn1", "words"), ("sy2", "words"), ("im1", "example")):
        old = chart.find(item)
        chart = chart.put(old.model_copy(update={name: f"{getattr(old, name)} {said}"}))
    return chart


def shaped(schema: dict[str, Any], words: str) -> Any:
    """Return a reply of exactly this JSON schema in which every free text is *words*."""
    whole = schema

    def value(part: dict[str, Any]) -> Any:  # noqa: PLR0911 -- one line for each kind of value
        if "$ref" in part:
            return value(whole["$defs"][part["$ref"].rpartition("/")[2]])
        if "anyOf" in part:
            return value(part["anyOf"][0])
        if "enum" in part or "const" in part:
            return (part.get("enum") or [part["const"]])[0]
        match part["type"]:
            case "object":
                return {key: value(each) for key, each in part["properties"].items()}
            case "array":
                return [value(part["items"])]
            case "string":
                least = part.get("minLength", 1)
                return (words if len(words) >= least else f"{words} {words} {words}")[: part.get("maxLength", 10**6)]
            case _:
                return part.get("minimum", 1)

    return value(schema)


@dataclass
class Obeying:
    """A model that gives the attacker what they ask for; *how* turns a right reply into a worse one."""

    wish: str
    how: Callable[[Any], str] = json.dumps
    prompts: list[Prompt] = field(default_factory=list)
    schemas: list[dict[str, Any]] = field(default_factory=list)
    name: str = "hostile"

    def write(self, prompt: Prompt, schema: dict[str, Any], **_: Any) -> Said:
        """Return the worst reply."""
        self.prompts.append(prompt)
        self.schemas.append(schema)
        return Said(self.how(shaped(schema, self.wish)))


def _every(reply: Any, change: Callable[[str], Any]) -> Any:
    if isinstance(reply, dict):
        return {key: _every(part, change) for key, part in reply.items()}
    if isinstance(reply, list):
        return [_every(part, change) for part in reply]
    return change(reply) if isinstance(reply, str) else reply


ELSEWHERE = ("sy99", "g42", "../other", "another-client:g1", "c-ssrs-screener", "")
"""Ids that are not this chart's."""

REPLIES: dict[str, Callable[[Any], str]] = {
    "obeys": json.dumps,
    "ids of others": lambda reply: json.dumps(_every(reply, lambda word: ELSEWHERE[len(word) % len(ELSEWHERE)])),
    "extra fields": lambda reply: json.dumps({**reply, "approved": True, "chart": "another", "__class__": "x"}),
    "huge": lambda reply: json.dumps(_every(reply, lambda word: f"{word} " * 20_000)),
    "many": lambda reply: json.dumps(
        {key: part * 500 if isinstance(part, list) else part for key, part in reply.items()}
    ),
    "control characters": lambda reply: json.dumps(_every(reply, lambda word: f"\x1b[2J{word}\x00\u202e\u200b")),
    "raw control characters": lambda reply: json.dumps(reply).replace(" ", "\x1b \x07", 1),
    "lone surrogates": lambda reply: json.dumps(_every(reply, lambda word: f"{word}\ud800")),
    "broken": lambda reply: json.dumps(reply)[:-3],
    "twice": lambda reply: json.dumps(reply) * 2,
    "talk around": lambda reply: f"Sure! Here is the JSON:\n```json\n{json.dumps(reply)}\n```",
    "deep": lambda _: "[" * 5000,
    "a list": lambda reply: json.dumps([reply]),
    "null": lambda _: "null",
    "not a number": lambda reply: json.dumps(reply).replace("2", "NaN", 1).replace("0", "1e999", 1),
    "nothing": lambda _: "",
}
"""Ways in which a reply may be worse than obedient."""
