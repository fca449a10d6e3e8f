"""``planbot model check`` says whether names are looked for a second time, and whether that works."""

from planbot.drafting.second_pass import SecondPass
from tests.cli.test_model import set_to
from tests.fake_models import as_llama, serving
from tests.running import Home

OFF = "Names are looked for once, by planbot's own means; it misses some. The second pass is off."


def test_check_says_that_the_second_pass_over_names_is_off(empty: Home) -> None:
    with serving(as_llama) as server:
        set_to(empty, server)
        ran = empty.run("model", "check")

    assert ran.code == 0, ran.said
    assert OFF in ran.out


def test_check_says_what_names_are_looked_for_with(empty: Home, twice: SecondPass) -> None:
    with serving(as_llama) as server:
        set_to(empty, server, names_second_pass=True)
        ran = empty.run("model", "check")

    assert (ran.code, ran.err) == (0, "")
    assert f"Names are looked for a second time, with {twice.pipeline}; it works." in ran.out


def test_check_says_what_to_install_and_leaves_with_2(empty: Home, twice: SecondPass) -> None:
    with serving(as_llama) as server:
        set_to(empty, server, names_second_pass=True, names_pipeline="en_core_web_nowhere")
        ran = empty.run("model", "check")

    assert ran.code == 2, ran.said
    assert "Nothing can be drafted like this. The spaCy pipeline en_core_web_nowhere is not installed;" in ran.out
    assert "Traceback" not in ran.said
