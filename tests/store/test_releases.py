"""The store of every release opens in this one."""

import shutil
from pathlib import Path

import pytest

from planbot.store import Store

STORES = Path(__file__).parents[1] / "data/stores"
RELEASES = sorted(path.name for path in STORES.iterdir())
PASSPHRASE = "violet ladder sixty comet"


def test_there_is_a_store_of_a_release() -> None:
    assert RELEASES


@pytest.mark.parametrize("release", RELEASES)
def test_the_store_of_a_release_opens_with_all_that_is_in_it(release: str, tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    shutil.copytree(STORES / release, folder)
    code = (folder / "recovery-code.txt").read_text().strip()
    for secret in (PASSPHRASE, code):
        with Store.open(folder, secret) as store:
            assert (store.problems, store.verify()) == ((), [])
            (client,) = store.clients()
            assert (client.name, client.revision) == ("Sam R.", 5)
            assert [store.chart_at("release", n).snaps[0].words for n in range(1, 6)] == [
                "cooks for the family",
                "sings in a choir",
                "sings in two choirs",
                "sings in a choir",
                "sings in a choir",
            ]
            (document,) = store.signed("release")
            assert (document.renderings["md"], document.signatures[0].name) == ("# Treatment plan\n", "Sam R.")
    with Store.open(folder, PASSPHRASE) as store:
        opened = store.open_chart("release")
        assert store.append(opened.chart, based_on=opened.revision, did="answered") == 6
