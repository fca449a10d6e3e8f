import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from planbot.chart import Chart, Client, Goal, Problem, Symptom, Task
from planbot.documents import FORMATS, difference, documents, render
from planbot.documents.plain import WIDTH, cells
from planbot.knowledge import Knowledge
from planbot.text import clean
from tests.hostile import filled_with, hostile
from tests.sample_charts import NOON, TODAY, draft_chart
from tests.shown import ATTRIBUTES, TAGS, Page, bare, read


def small_chart(text: str) -> Chart:
    """Return a chart with *text* in a heading, a list, a table, a quotation and between emphasis."""
    chart = Chart(id="small", created=NOON, client=Client(name=text))
    chart = chart.set("intake", chart.intake.model_copy(update={"presenting": text}))
    chart = chart.put(Symptom(id="sy1", words=text, behaviours=(text, text)))
    chart = chart.put(Problem(id="p1", words=text, statement=text))
    chart = chart.put(Goal(id="g1", words=text, clinical=text))
    return chart.put(Task(id="t1", who=text, what=text))


@pytest.mark.parametrize(("document", "form"), list(itertools.product(documents(), FORMATS)))
def test_hostile_text_is_shown_as_typed_in_every_document(document: str, form: str, knowledge: Knowledge) -> None:
    for name, text in hostile().items():
        shown = render(filled_with(draft_chart(), text), document, form, knowledge=knowledge, today=TODAY)
        assert bare(text) in read(shown, form), name
        assert clean(shown) == shown, name


@pytest.mark.parametrize("document", documents())
def test_hostile_text_adds_no_tag_and_no_attribute(document: str, knowledge: Knowledge) -> None:
    plain = Page(render(filled_with(draft_chart(), "words"), document, "html", knowledge=knowledge, today=TODAY))
    for name, text in hostile().items():
        shown = render(filled_with(draft_chart(), text), document, "html", knowledge=knowledge, today=TODAY)
        page = Page(shown)
        assert set(page.tags) <= TAGS, name
        assert page.attributes <= ATTRIBUTES, name
        lines = {"br"} if "\n" in clean(text).strip() else set()
        assert {t: n for t, n in page.tags.items() if t not in lines} == plain.tags, name


@pytest.mark.parametrize("document", documents())
def test_hostile_markdown_is_inert_for_other_readers_of_markdown_too(document: str, knowledge: Knowledge) -> None:
    other = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for name, text in hostile().items():
        shown = render(filled_with(draft_chart(), text), document, knowledge=knowledge, today=TODAY)
        page = Page(other.render(shown))
        assert set(page.tags) <= TAGS, name
        assert not page.attributes, name
        assert bare(text) in bare("".join(page.words)), name


@pytest.mark.parametrize("document", documents())
def test_no_line_of_plain_text_is_wider_than_the_page(document: str, knowledge: Knowledge) -> None:
    for name, text in hostile().items():
        shown = render(filled_with(draft_chart(), text), document, "txt", knowledge=knowledge, today=TODAY)
        assert max(map(cells, shown.splitlines())) <= WIDTH, name


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_text_is_shown_as_typed_in_a_difference(form: str, knowledge: Knowledge) -> None:
    for name, text in hostile().items():
        page = difference(draft_chart(), filled_with(draft_chart(), text), form, knowledge=knowledge)
        pieces = [bare(piece) for piece in re.split(r"(?<=[.!?])\s+|\n+", clean(text).strip())]
        words = read(page, form)
        assert all(piece in words for piece in pieces), name
        if form == "html":
            assert set(Page(page).tags) <= TAGS, name


odd = st.text(
    alphabet=st.one_of(st.sampled_from("[]()*_`~#<>&|\\!{}%$=+-.:1 \n\t@/\"'a"), st.characters()), max_size=60
)


@settings(max_examples=120, deadline=None)
@given(text=odd, document=st.sampled_from(list(documents())), form=st.sampled_from(FORMATS))
def test_any_text_comes_out_as_it_went_in(text: str, document: str, form: str) -> None:
    shown = render(small_chart(text), document, form, knowledge=None, today=TODAY)
    assert bare(text) in read(shown, form)
    if form == "html":
        assert set(Page(shown).tags) <= TAGS


@settings(max_examples=300, deadline=None)
@given(before=odd, text=odd)
def test_any_text_keeps_to_its_own_place_in_a_document(before: str, text: str) -> None:
    chart = Chart(id="two", created=NOON, client=Client(name="R."))
    chart = chart.put(Task(id="t1", who=before, what=text)).put(Task(id="t2", who="next", what="stays"))
    words = read(render(chart, "treatment-plan", "html", knowledge=None, today=TODAY), "html")
    assert f"{bare(before)}–{bare(text)}next–stays" in words
