"""A brought pelvis on the page: one more form, which every picture tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.brought import brought_pelvis
from tests.running import ROOT, VIEWER, start, stop

from .conftest import LAPTOP

SENTENCE = "A real pelvis, by permission of its owner: for teaching, not for planning"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory):
    pelvis: Path = brought_pelvis(tmp_path_factory.mktemp("brought") / "one")
    running = start([*VIEWER, "serve", "--no-browser", "--port", "0", "--pelvis", str(pelvis)], ROOT)
    yield running.address
    stop(running)


def test_it_is_the_form_that_the_page_begins_with_and_every_picture_says_so(visit, served):
    page = visit(LAPTOP).open(served)
    assert page.state()["form"] == "brought"
    told = page.page.locator(".drawn-as")
    assert told.inner_text().strip() == SENTENCE
    assert told.get_by_role("button").count() == 0, "there is nothing to go back from"
    page.page.evaluate("anatomyViewer.goTo('superior_cluneal_nerve_at_the_iliac_crest', 'the_spread')")
    page.wait_until("location.search.includes('the_spread') && !location.search.includes('form=')")
    page.wait_until("document.querySelector('.step-card').innerText.includes('Numbers in this text are other people')")
    page.wait_until("document.querySelector('.legend').innerText.includes('Paler ring')")
    # A study and a person stand on it, and one can go back from them.
    page.page.evaluate("anatomyViewer.choosePerson(4)")
    page.wait_until("document.querySelector('.drawn-as').innerText.includes('Person 4')")
    told.get_by_role("button").click()
    page.wait_until(f"document.querySelector('.drawn-as').innerText.trim() === '{SENTENCE}'")
    # The model's own forms are beside it.
    page.page.evaluate("anatomyViewer.chooseForm('pooled')")
    page.wait_until("anatomyViewer.state().form === 'pooled'")
    page.wait_until("!document.querySelector('.legend').innerText.includes('Paler ring')")
    told.wait_for(state="detached")
    page.wait_until("location.search.includes('form=pooled')")
    page.page.evaluate("anatomyViewer.chooseForm('brought')")
    page.wait_until("anatomyViewer.state().form === 'brought'")
    page.page.evaluate("anatomyViewer.select('coccyx')")
    page.wait_until("document.querySelector('.cards').innerText.includes('Taken from the model')")
