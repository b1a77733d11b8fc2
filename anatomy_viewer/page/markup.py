"""One way to write an element: a trame widget that takes any attribute."""

from __future__ import annotations

from html import escape

from trame_client.widgets.core import HTML_CTX, AbstractElement

_PREFIXES = (("on_", "@"), ("bind_", ":"), ("v_", "v-"))


class Tag(AbstractElement):
    """An element of the page's template.

    Parameters
    ----------
    name
        Element or component name, such as ``"button"``.
    *children
        Text (Vue interpolation allowed) placed inside, before anything added in a ``with`` block.
    **attributes
        ``cls`` is the class list; ``on_click`` becomes ``@click``, ``bind_disabled`` becomes ``:disabled``,
        ``v_if`` becomes ``v-if``; other names keep their words joined by hyphens (``aria_label`` becomes
        ``aria-label``). True gives a bare attribute, None leaves it out.
    """

    def __init__(self, name: str, *children: str, **attributes: str | bool | int | None) -> None:
        super().__init__(
            name,
            list(children),
            raw_attrs=[written(key, value) for key, value in attributes.items() if value not in (None, False)],
        )

    def __exit__(self, exc_type: object, exc_value: object, exc_traceback: object) -> None:
        # trame would render the whole subtree again at the end of every block.
        HTML_CTX.exit(self)


class Later(Tag):
    """A part of the page that the browser compiles when it is first shown, and not while the bones wait to be drawn.

    What is added in its ``with`` block has one element at its top; the condition stands here and not there.

    Parameters
    ----------
    v_if
        When the part is shown.
    """

    def __init__(self, *, v_if: str) -> None:
        super().__init__("later-part", v_if=v_if)

    @property
    def html(self) -> str:
        """The element, with everything inside it as the text of one attribute."""
        inside = "".join(child.html for child in self.children)
        return f'<{self._elem_name} {self._attributes["_raw_0"]} template="{escape(inside)}"></{self._elem_name}>'


def written(key: str, value: str | bool | int | None) -> str:
    """Return one attribute as it stands in the template."""
    name = "class" if key == "cls" else key.rstrip("_")
    for prefix, sign in _PREFIXES:
        if key.startswith(prefix):
            rest = key.removeprefix(prefix)
            event, *modifiers = rest.split("__")
            name = sign + ".".join([event.replace("_", "-"), *modifiers])
            break
    else:
        name = name.replace("_", "-")
    if value is True:
        return name
    return f'{name}="{str(value).replace(chr(34), "&quot;")}"'
