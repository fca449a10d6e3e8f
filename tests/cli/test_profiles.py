"""``planbot check --profile``: the same chart as another payer reads it."""

import json
import re
from typing import Any

from planbot.rules.pages.examples import changed, clean_chart
from tests.running import Home


def written(home: Home, patch: str) -> str:
    """Write the sample chart with a change into the folder the program runs in, and return the file's name."""
    chart = changed(clean_chart(), patch)
    (home.elsewhere[2] / "sam.json").write_text(chart.to_json(), encoding="utf-8")
    return "sam.json"


def found(home: Home, *more: str) -> dict[str, dict[str, Any]]:
    ran = home.run("check", "sam.json", "--format", "json", *more)
    told = json.loads(ran.out)
    return {f["rule"]: f for f in told["findings"]}


def test_the_profile_named_is_used_instead_of_the_clients_own(empty: Home) -> None:
    written(empty, "-sg1\nclient.profile: private-pay")

    assert "client-has-not-signed" not in found(empty)
    told = found(empty, "--profile", "va-licensed")["client-has-not-signed"]
    assert (told["profile"], told["value"], told["sources"]) == ("va-licensed", "client-signature", ["va"])
    assert "client-has-not-signed" in found(empty, "--profile", "Virginia, licensed behavioral health services")


def test_the_text_names_the_payer_that_asks(empty: Home) -> None:
    written(empty, "-sg1")

    out = empty.run("check", "sam.json", "--profile", "headway").out
    asks = r"client-has-not-signed.*\n(?:  .*\n)*?  source: Headway \(Headway, commercial plans\)\n"
    assert re.search(asks, out), out


def test_an_unknown_profile_is_answered_in_one_sentence_with_the_likeliest_and_all(empty: Home) -> None:
    written(empty, "-sg1")

    ran = empty.run("check", "sam.json", "--profile", "medicare-outpatint")
    assert ran.code == 2
    assert "did you mean medicare-outpatient?" in ran.err
    assert "private-pay" in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert ran.out == ""


def test_an_unknown_profile_in_the_chart_is_a_finding(empty: Home) -> None:
    written(empty, "client.profile: blue-moon")

    ran = empty.run("check", "sam.json")
    assert ran.code == 0
    assert "There is no profile called “blue-moon”; Any payer is used in its place." in ran.out
