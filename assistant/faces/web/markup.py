"""Markup of our own making. Text can never become any: every character that means something in HTML or Markdown goes out as its number.

The panels are Gradio Markdown components, which render HTML too and remove only scripts. So nothing but what ``tag`` writes may be
markup, a link is an http(s) address of a citation or a path of this page, and a block is one line, which no Markdown rule cuts.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

_NUMBERED = {character: f"&#{ord(character)};" for character in "&<>\"'\\`*_{}[]()#+!|~$:@^="}
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn"}
_WEB = re.compile(r"https?://[^\s<>\"'`\\]+")
_OWN_PATH = re.compile(r"/(?:export/[\w-]+\.(?:md|json|txt)|\?[\w%.~=&+-]*)")
_ANCHOR = re.compile(r"#[a-z][a-z0-9-]*")


class Markup(str):
    """Text that is markup already. Only this module makes it."""

    __slots__ = ()


def text(value: object) -> Markup:
    """Any text as itself: hidden characters dropped, line breaks as spaces, the rest safe in HTML and in Markdown."""
    kept = (" " if c in "\n\r\t\v\f\u2028\u2029" else c for c in str(value))
    return Markup("".join(_NUMBERED.get(c, c) for c in kept if unicodedata.category(c) not in _HIDDEN))


def tag(name: str, *content: str | None, **attributes: str | bool | None) -> Markup:
    """An element. Content that is not ``Markup`` is escaped; ``class_`` and ``for_`` lose their underscore; None and False leave out."""
    shown = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        shown.append(f" {key.rstrip('_')}" if value is True else f' {key.rstrip("_")}="{text(value)}"')
    inner = "".join(part if isinstance(part, Markup) else text(part) for part in content if part is not None)
    return Markup(f"<{name}{''.join(shown)}>") if name in ("input", "br") else Markup(f"<{name}{''.join(shown)}>{inner}</{name}>")


def join(parts: list[Markup] | list[Markup | None], between: str = "") -> Markup:
    """Several pieces as one."""
    return Markup(text(between).join(part for part in parts if part))


def web_address(url: str | None) -> str | None:
    """The address where it is an http(s) one with a host; None for anything else."""
    if not url or len(url) > 2000 or not _WEB.fullmatch(url):
        return None
    try:
        return url if urlsplit(url).hostname else None
    except ValueError:
        return None


def host(url: str) -> str:
    """The host of an address, as people write it."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def link(address: str | None, *content: str, **attributes: str | bool | None) -> Markup:
    """A link to the web, to a path of this page or to a place in it; the bare content where the address is none of these."""
    ours = bool(address) and (_OWN_PATH.fullmatch(address or "") or _ANCHOR.fullmatch(address or ""))
    if not ours and not web_address(address):
        return tag("span", *content)
    return tag("a", *content, href=address, **attributes)


def unseen(value: str) -> Markup:
    """Text for those who listen to the page."""
    return tag("span", value, class_="ri-vh")
