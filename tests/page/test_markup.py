import pytest
from trame.app import get_server
from trame.ui.html import DivLayout

from anatomy_viewer.page.markup import Tag, written


@pytest.mark.parametrize(
    ("key", "value", "attribute"),
    [
        ("cls", "card", 'class="card"'),
        ("aria_label", "Next step", 'aria-label="Next step"'),
        ("on_click", "viewer.next()", '@click="viewer.next()"'),
        ("on_keydown__space__prevent", "f()", '@keydown.space.prevent="f()"'),
        ("bind_aria_pressed", "viewer.on", ':aria-pressed="viewer.on"'),
        ("bind_viewBox", "box", ':viewBox="box"'),
        ("v_if", "viewer.step", 'v-if="viewer.step"'),
        ("data_first", True, "data-first"),
        ("title", 'say "so"', 'title="say &quot;so&quot;"'),
    ],
)
def test_an_attribute_is_written_as_vue_reads_it(key, value, attribute):
    assert written(key, value) == attribute


def test_elements_nest_and_leave_out_what_is_none():
    server = get_server("markup", client_type="vue3")
    with DivLayout(server) as layout, Tag("p", "before", cls="a", title=None, hidden=False):
        Tag("em", "{{ viewer.name }}")
    html = "".join(layout.html.split())
    assert '<pclass="a">before<em>{{viewer.name}}</em></p>' in html
