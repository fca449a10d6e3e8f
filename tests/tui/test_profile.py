"""The payer whose requirements are checked: chosen and changed on the screen, and named by what it decides."""

from planbot.flows import flow
from planbot.knowledge import Knowledge
from planbot.rules.pages.examples import changed, clean_chart
from planbot.tui.widgets.findings_pane import finding_lines
from planbot.tui.widgets.lines import plain
from tests.tui.conftest import Sits
from tests.tui.visiting import turn_of


async def test_the_payer_is_chosen_on_the_screen_and_changed_again(sit: Sits) -> None:
    async with sit(flow("plan")) as talk:
        for said, kept in (("private-pay", "private-pay"), ("CARF, behavioral health", "carf")):
            await talk.press("f7")
            assert talk.said[-1].endswith("Whose requirements does this plan have to meet?")
            talk.desk.box.words.clear()
            await talk.answer(said)
            assert talk.chart.client.profile == kept


def test_the_pane_names_the_payer_that_asks_in_words(knowledge: Knowledge) -> None:
    for profile, named in (
        ("headway", "[Headway, commercial plans: Headway"),
        ("baseline", "[Pennsylvania 55 Pa. Code 5200; Florida"),
    ):
        turn = turn_of(changed(clean_chart(), f"-sg1\nclient.profile: {profile}"), knowledge)
        assert named in plain(finding_lines(turn.findings, knowledge))
