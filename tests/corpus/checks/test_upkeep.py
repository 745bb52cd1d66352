"""What waits to be done is listed, and only that."""

import datetime as dt

from corpus.checks.upkeep import upkeep


def listed(corpus, today, what):
    (kind,) = (k for k in upkeep(corpus, today) if k.what.startswith(what))
    return kind


def test_a_day_by_which_to_look_again_passes(corpus):
    """The notice that an answer carries past this day is read by everyone but those who could look again."""
    day = corpus.documents["recommendations-2025"].meta.review_by
    assert "recommendations-2025" not in str(listed(corpus, day, "past the day"))
    assert f"recommendations-2025 ({day})" in listed(corpus, day + dt.timedelta(days=1), "past the day").where


def test_old_checks_come_first(corpus):
    kind = listed(corpus, dt.date(2026, 12, 1), "digests checked over two years ago")
    days = [entry.rsplit("(", 1)[1] for entry in kind.where]
    assert days == sorted(days)
    assert all(day < "2024-12-02" for day in days)


def test_incomplete_documents_and_waiting_items_are_all_there(corpus):
    today = dt.date(2026, 12, 1)
    assert set(listed(corpus, today, "marked incomplete").where) == {d.id for d in corpus.documents.values() if not d.meta.complete}
    pending = [item.id for theme in corpus.knowledge.themes for item in theme.items if item.pending]
    assert [entry.split(" (")[0] for entry in listed(corpus, today, "items of a checklist").where] == pending


def test_a_superseded_text_without_successor_is_listed(corpus):
    old = corpus.documents["se-proposal-2024"]
    assert old.id not in str(listed(corpus, dt.date(2026, 12, 1), "superseded"))
    alone = type(corpus)({old.id: old}, corpus.knowledge, corpus.version)
    assert listed(alone, dt.date(2026, 12, 1), "superseded").where == ("se-proposal-2024 (se-national-guidelines)",)
