"""Text can never become markup: the wall that every panel of the page stands behind."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.faces.web.markup import Markup, host, join, link, tag, text, web_address

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "![](http://evil.example/x.png)",
    "${alert(1)}",
    "</script><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "$$x$$",
    "```mermaid\ngraph TD\n```",
    "`code` **bold** _em_ # head",
    "http://evil.example/auto",
    "a\n\n<b>block</b>",
    "&lt;b&gt;",
    "' onclick='alert(1)",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_means_itself(hostile):
    made = text(hostile)
    assert not re.search(r"[<>\"'`*_\[\]()!$\\\n{}:]", made)
    assert html.unescape(made) == hostile.replace("\n", " ")


@given(st.text(max_size=200))
def test_text_holds_nothing_that_html_or_markdown_reads(value):
    made = text(value)
    assert not re.search(r"[<>\"'`*_\[\]!$\\\n\r\u2028\u2029\x00]", made)
    assert re.fullmatch(r"(?:[^&]|&#\d+;)*", made)


def test_hidden_characters_are_dropped():
    assert text("a\u202eb\u200bc\x00d\u2066e\ue000") == "abcde"


def test_tag_escapes_content_and_attributes():
    made = tag("p", "<b>", Markup("<i>x</i>"), title='"><script>', hidden=False, class_="ri-x")
    assert made.startswith("<p title=")
    assert "<script" not in made
    assert "<b>" not in made
    assert "<i>x</i>" in made
    assert made.endswith("</p>")
    assert made.count("<p") == 1


def test_join_escapes_what_stands_between():
    assert join([tag("b", "1"), None, tag("b", "2")], "<") == "<b>1</b>&#60;<b>2</b>"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "ftp://x.org",
        "https://",
        "https://a b",
        'https://x.org/"onclick=',
        "",
        None,
        "/etc/passwd",
        "https://x.org/" + "a" * 3000,
        "vbscript:x",
        "https:\\\\x.org",
        "mailto:a@b.fi",
    ],
)
def test_only_web_addresses_become_links(url):
    assert web_address(url) is None
    assert "<a" not in link(url, "x")


def test_own_paths_and_places_become_links():
    assert "<a" in link("/export/abc_DEF-123.md", "x")
    assert "<a" in link("/?q=a+b%3F&lang=sv", "x")
    assert "<a" in link("#source-1", "x")
    for bad in ("/export/../x.md", "/gradio_api/file=/etc/passwd", "#<b>", "/?q=<b>"):
        assert "<a" not in link(bad, "x")


def test_host():
    assert host("https://www.okm.fi/sv/-/x") == "okm.fi"
