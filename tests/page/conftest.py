"""The page's text, as Vue reads it in the end."""

import re
from html import unescape

import pytest
from trame.app import get_server

from anatomy_viewer.page.template import build_page


@pytest.fixture(scope="session")
def folded_template() -> str:
    """The template as it is sent: parts that are compiled later are the text of an attribute."""
    return build_page(get_server("page-without-a-server", client_type="vue3"))


@pytest.fixture(scope="session")
def template(folded_template) -> str:
    """The template with every later part in its place."""
    return re.sub(
        r'<later-part (v-if="[^"]*") template="([^"]*)"></later-part>',
        lambda found: f"<template {found[1]}>{unescape(found[2])}</template>",
        folded_template,
    )
