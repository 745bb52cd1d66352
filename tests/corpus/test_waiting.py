"""Documents that wait: sound in form, and read by nothing."""

import pytest

from corpus.check import check_document
from corpus.load import ROOT, load_document

FOLDERS = sorted(path.parent for path in (ROOT / "waiting").glob("*/document.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_a_waiting_document_is_sound(folder):
    """Aligned, in three languages, with expected questions: what it lacks is measuring, not form."""
    assert [str(f) for f in check_document(folder, load_document(folder)) if f.fault] == []


def test_nothing_reads_what_waits(corpus):
    assert not {folder.name for folder in FOLDERS} & set(corpus.documents)
