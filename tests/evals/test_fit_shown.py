"""What readers sorted is data that the fit can use: of dev and calibration alone, and of provisions that exist.

Its shape and its labels are held by the model that reads it.
"""

from evals.fit_shown import readings
from evals.questions import load_split


def test_no_question_of_test_was_read_for_the_fit():
    """A bar that was set on test tells nothing about test."""
    ids = {item.id for split in ("dev", "calibration") for item in load_split(split).answerable}
    read = {row.item for row in readings()}
    assert read
    assert not read & {item.id for item in load_split("test").answerable}
    assert len(read & ids) > 0.95 * len(read)


def test_nearly_all_rest_on_provisions_that_there_are(shipped_corpus):
    """A provision that was split or renamed leaves its readings behind; many of those, and the fit stands on little."""
    known = {f"{name}/{local}" for name, document in shipped_corpus.documents.items() for local in document.provisions}
    rows = readings()
    assert sum(all(cite.partition("#")[0] in known for cite in row.cites) for row in rows) > 0.98 * len(rows)
