"""What a file is, told from its bytes, and what of its name may be used."""

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_docx import plain_docx
from made_pdf import simple_pdf

from corpus.parse.limits import limits
from corpus.parse.parsed import NotReadable
from corpus.parse.sniff import format_of, own_id, shown_name

TEXT = "Gäster anmäls till receptionen – av enheten."


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("a.PDF", simple_pdf(TEXT), "pdf"),
        ("a.docx", plain_docx(TEXT), "docx"),
        ("a.md", TEXT.encode(), "markdown"),
        ("a.txt", TEXT.encode("utf-16"), "text"),
        ("a.txt", TEXT.encode("cp1252"), "text"),
        ("a.md", b"<div align='center'>\n\n# Regler\n\n</div>", "markdown"),
        ("a.pdf", b"\n" + simple_pdf(TEXT), "pdf"),
    ],
)  # fmt: skip
def test_a_file_that_is_what_it_says_is_taken(name, data, wanted):
    assert format_of(name, data) == wanted


def test_a_file_too_large_is_told_its_limit():
    most = limits().bytes.text
    with pytest.raises(NotReadable) as raised:
        format_of("a.txt", b"x" * (most + 1))
    assert (raised.value.reason, raised.value.values) == ("bytes", {"limit": most // 1000})


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.md", "passwd.md"),
        ("C:\\Users\\x\\regler.docx", "regler.docx"),
        ("/abs/regler.pdf", "regler.pdf"),
        ("reg\0ler.md", "regler.md"),
        ("exe.\u202emd.pdf", "exe.md.pdf"),
        ("", "document"),
        ("..", "document"),
        ("con.md", "con.md"),
    ],
)
def test_names_are_shown_without_what_deceives(name, shown):
    """A turned name reads "exe.fdp" to a person and runs as a program; a path in a name once wrote where it wanted."""
    assert shown_name(name) == shown


@given(st.text(max_size=400))
def test_no_name_becomes_a_path_or_a_device(name):
    shown, made = shown_name(name), own_id(name)
    assert len(shown) <= limits().name
    assert not set(shown) & set("/\\\0\u202e")
    assert made.startswith("own-")
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert made.removeprefix("own-") not in {"con", "nul", "aux", "prn", "com1", "lpt1"}


def test_every_hostile_file_that_its_bytes_betray_is_refused_before_it_is_read():
    told = {}
    for key, (name, make, reason) in hostile.REFUSED.items():
        if reason in ("empty", "disguised", "kind", "old_word") and key != "archive as docx":
            with pytest.raises(NotReadable) as raised:
                format_of(name, make())
            told[key] = raised.value.reason == reason
    assert all(told.values()), told
    assert len(told) >= 12
