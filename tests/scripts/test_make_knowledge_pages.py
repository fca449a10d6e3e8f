"""The pages of the library tell how each source was checked, and which numbers nobody could confirm."""

from scripts.make_knowledge_pages import knowledge_pages

from planbot.knowledge import load

PAGES = knowledge_pages()


def test_a_page_says_of_each_source_how_it_was_checked_and_where_it_was_seen() -> None:
    page = PAGES["knowledge/diagnoses/prolonged-grief.md"]

    assert "the passage used was read at <https://pmc.ncbi.nlm.nih.gov/articles/PMC7473035>" in page
    assert "the passage used was read where others quote it" in page


def test_the_index_counts_every_source_once_by_how_it_was_checked() -> None:
    told = PAGES["knowledge/index.md"].split("How the sources were checked", 1)[1].split("\n\n")[1]
    counts = [int(line.rpartition(": ")[2]) for line in told.splitlines()]

    assert sum(counts) == len(load().sources)


def test_a_number_no_source_confirms_is_told_on_its_page_and_on_the_index() -> None:
    doubt = "no source we could open confirms this number: check it against your manual"

    assert doubt in PAGES["knowledge/diagnoses/hypersomnolence.md"]
    assert "hypersomnolence.md): A1-A3" in PAGES["knowledge/index.md"]
    assert doubt not in PAGES["knowledge/diagnoses/panic.md"]
