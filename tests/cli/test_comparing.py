"""planbot check holds the wording of a plan against the other plans of the store, and never says whose they are."""

import json

from planbot.rules.pages.examples import clean_chart
from planbot.store import Store
from tests.running import PASSPHRASE, QUICK, Home


def _practice(empty: Home, *, copied: bool) -> None:
    store, _ = Store.create(empty.folder, PASSPHRASE, kdf=QUICK)
    with store:
        store.add_client(clean_chart())
        if copied:
            store.add_client(clean_chart().set("client.name", "Kim Okafor").model_copy(update={"id": "kim"}))


def test_a_copied_plan_is_noticed_and_the_other_client_is_not_named(empty: Home) -> None:
    _practice(empty, copied=True)

    ran = empty.opened("check", "Sam", "--format", "json")

    assert "text-like-another-plan" in ran.out
    assert "kim" not in ran.out.casefold()
    assert "okafor" not in ran.out.casefold()
    with Store.open(empty.folder, PASSPHRASE) as store:
        assert "opened" not in {row.did for row in store.audit() if row.client == "kim"}


def test_a_plan_by_itself_is_compared_with_nothing(empty: Home) -> None:
    _practice(empty, copied=False)

    ran = empty.opened("check", "Sam", "--format", "json")

    assert json.loads(ran.out)
    assert "text-like-another-plan" not in ran.out
