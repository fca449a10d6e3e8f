"""What planbot holds, printed: rules with their reasons, interviews as pages."""

import pytest

from planbot.flows import flows
from planbot.flows.base import steps_in
from planbot.knowledge import load
from planbot.rules.base import rules
from planbot.rules.pages import without_source
from tests.running import Home


def test_every_rule_is_listed_with_its_weight_and_source(empty: Home) -> None:
    lines = empty.run("rules").out.splitlines()

    assert len(lines) == len(rules()) >= 35
    for line, rule in zip(lines, rules(), strict=True):
        assert line.split()[:2] == [str(rule.severity), rule.id]
        assert line.endswith(", ".join(load().asked_by(rule.sources)))


def test_the_page_of_a_rule_is_its_own_words(empty: Home) -> None:
    for rule in rules()[::6]:
        out = empty.run("rules", rule.id).out
        assert out.startswith(f"{rule.id}\n{rule.severity}, about {rule.area}, source ")
        assert "".join(without_source(rule).split()) in "".join(out.split())
        for source in (load().rule_sources[tag] for tag in rule.sources):
            assert f"    {source.short}: {source.what}\n" in out
            assert not source.where or f"        {source.where}\n" in out


def test_every_flow_is_listed_with_its_title(empty: Home) -> None:
    lines = empty.run("flows").out.splitlines()

    assert [line.split(maxsplit=1) for line in lines] == [[flow.id, flow.title] for flow in flows().values()]


@pytest.mark.parametrize("name", sorted(flows()))
def test_the_page_of_a_flow_prints_every_step_in_both_voices(empty: Home, name: str) -> None:
    ran = empty.run("flows", name)

    assert ran.code == 0
    for step in steps_in(flows()[name].blocks):
        assert f"- {step.id} [" in ran.out
        for words in (step.therapist, step.client, step.help):
            assert words in ran.out
