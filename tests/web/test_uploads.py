"""Files that a person gives: what is text, in which encoding, and what is refused."""

import pytest

from assistant.faces.web.uploads import MAX_BYTES, decoded, read_text
from corpus.base.errors import BadInput


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding, tmp_path):
    file = tmp_path / "regler.txt"
    file.write_bytes("Åtgärder för öppenhet – vår egen regel.".encode(encoding))
    assert read_text(file, "sv") == ("regler.txt", "Åtgärder för öppenhet – vår egen regel.")


def test_what_is_no_text():
    assert decoded(b"\x00\x01") is None
    assert decoded(b"\xff\xfe\x00") is None


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [("regler.pdf", b"text", "regler.pdf"), ("stor.md", b"x" * (MAX_BYTES + 1), "stor.md"), ("binär.txt", b"a\x00b", "binär.txt")],
)
def test_refusals_name_the_file_in_the_page_language(name, data, told, tmp_path):
    file = tmp_path / name
    file.write_bytes(data)
    said = set()
    for language in ("sv", "fi", "en"):
        with pytest.raises(BadInput, match=told) as raised:
            read_text(file, language)
        said.add(raised.value.message)
    assert len(said) == 3
