"""The card that ships can be read; a program without one still starts, and a damaged one is named."""

from __future__ import annotations

import pytest

from assistant.quality import CARD, quality_card
from corpus.base.errors import MendData


def test_the_card_that_ships_is_whole():
    card = quality_card()
    assert card is not None
    for figure in (card.evidence, card.evidence_in_quotes, card.abstention_precision, card.abstention_recall, card.false_refusals):
        for language in ("all", "sv", "fi", "en"):
            share = getattr(figure, language)
            assert share.n > 0
            assert 0 <= share.low <= share.value <= share.high <= 1
    assert card.sizes.answerable > 0
    assert card.corpus_version


def test_no_card_is_no_fault(tmp_path):
    assert quality_card(tmp_path / "quality.json") is None


def test_a_damaged_card_is_named(tmp_path):
    path = tmp_path / "quality.json"
    path.write_text(CARD.read_text(encoding="utf-8").replace('"run"', '"ran"'), encoding="utf-8")
    with pytest.raises(MendData, match=r"quality.json: .*evals card"):
        quality_card(path)
