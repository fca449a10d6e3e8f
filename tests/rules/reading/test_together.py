"""What a person is told of many findings of one kind: one thing, with each of them below it."""

from planbot.documents import FORMATS, render
from planbot.knowledge import load
from planbot.rules import Finding, check, rules
from planbot.rules.pages.examples import TODAY, changed, clean_chart
from planbot.rules.reading.together import SEVERAL, told
from planbot.tui.widgets.findings_pane import finding_lines
from planbot.tui.widgets.lines import plain

UNJUDGED = clean_chart().set("judgements", ())


def found() -> tuple[Finding, ...]:
    """Return the findings of a plan nobody has judged, with something else before and after them."""
    return check(changed(UNJUDGED, "-sg1\no1.due: null\ndischarge.aftercare: null"), load(), today=TODAY)


def test_every_rule_told_together_is_a_rule() -> None:
    assert set(SEVERAL) <= {rule.id for rule in rules()}


def test_what_is_told_loses_no_finding_and_keeps_their_order() -> None:
    findings = found()
    said = told(findings)

    assert sorted(f.rule for each in said for f in each.findings) == sorted(f.rule for f in findings)
    assert [each.first.rule for each in said] == list(dict.fromkeys(f.rule for f in findings))
    (several,) = (each for each in said if each.parts)
    count = sum(f.rule == "judgement-open" for f in findings)
    assert several.message == f"{count} questions of judgement are open."
    assert len(several.parts) == count > 8
    assert all(part.endswith("?") for part in several.parts)


def test_one_of_them_alone_is_told_as_it_is() -> None:
    findings = tuple(f for f in check(changed(clean_chart(), "-j7"), load(), today=TODAY) if f.rule == "judgement-open")
    (each,) = told(findings)
    assert (each.message, each.fix, each.parts) == (findings[0].message, findings[0].fix, ())


def test_one_that_could_not_be_said_yet_keeps_why() -> None:
    chart = changed(clean_chart(), "-j1\nj7.answer: cannot say\nj7.words: The first week will show.")
    (each,) = told(f for f in check(chart, load(), today=TODAY) if f.rule == "judgement-open")
    assert each.message == "2 questions of judgement are open."
    assert any(part.startswith("It could not be said yet") and "first week" in part for part in each.parts)


def test_a_person_reaches_each_question_from_its_own_line_and_the_line_for_all_opens_none() -> None:
    findings = found()
    lines = finding_lines(findings, load())

    keys = {line.key for line in lines if line.key and line.key.startswith("judgement.answer:")}
    marks = {line.item for line in lines if line.item and line.item.startswith("judgement-open@")}
    assert keys == {f.ask for f in findings if f.rule == "judgement-open"}
    assert marks == {f"{f.rule}@{f.at}" for f in findings if f.rule == "judgement-open"}
    (head,) = (line for line in lines if "questions of judgement are open" in line.text)
    assert (head.key, head.item) == (None, None)
    assert "Nobody has judged yet" not in plain(lines)


def test_to_come_it_is_one_line_with_each_below_it_too() -> None:
    lines = finding_lines((), load(), found())
    assert "questions of judgement are open" in plain(lines)
    assert sum((line.key or "").startswith("judgement.answer:") for line in lines) > 8


def test_in_the_plan_that_is_printed_they_are_one_entry_with_a_list() -> None:
    findings, chart = found(), changed(UNJUDGED, "-sg1")
    texts = {
        each: render(chart, "treatment-plan", each, knowledge=load(), findings=findings, today=TODAY)
        for each in FORMATS
    }

    for each, text in texts.items():
        assert text.count("questions of judgement are open") == 1, each
        assert "Nobody has judged yet" not in text, each
        for f in findings:
            if f.rule == "judgement-open":
                assert f.message.removeprefix("Nobody has judged yet: ")[:40] in " ".join(text.split()), each
    assert texts["html"].count("<ul>") == texts["html"].count("</ul>")
