"""Files that a person gives to the page: bounded before they are read, named without their folder."""

import pytest

from assistant.faces.web.uploads import KINDS, largest, read_upload
from corpus.base.errors import BadInput


def test_name_and_bytes(tmp_path):
    file = tmp_path / "regler.txt"
    file.write_bytes("Åtgärder".encode())
    assert read_upload(file, "sv") == ("regler.txt", "Åtgärder".encode())


def test_the_button_offers_what_can_be_read():
    assert {".pdf", ".docx", ".txt", ".md"} <= set(KINDS)


@pytest.mark.parametrize("make", [lambda file: file.write_bytes(b"x" * (largest() + 1)), lambda file: file.mkdir()])
def test_refusals_name_the_file_in_the_page_language(make, tmp_path):
    file = tmp_path / "stor.pdf"
    make(file)
    said = set()
    for language in ("sv", "fi", "en"):
        with pytest.raises(BadInput, match=r"stor\.pdf") as raised:
            read_upload(file, language)
        said.add(raised.value.message)
    assert len(said) == 3
