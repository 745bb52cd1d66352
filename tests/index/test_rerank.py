"""A cross-encoder changes places, never scores: the decision was fitted on the scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.base.errors import MendSetup
from corpus.base.settings import RerankerSettings, Settings
from index.hits import Hit
from index.rerank import open_reranker, reorder

scores = st.lists(st.floats(-20, 20, width=32), min_size=2, max_size=20)


def hits_of(values):
    return [Hit(f"provision:d/{n}", float(value), 0, 0, 0, 0) for n, value in enumerate(sorted(values, reverse=True))]


@given(values=scores, share=st.floats(0, 1), seed=st.integers(0, 99))
def test_the_ladder_of_scores_stays(values, share, seed):
    hits = hits_of(values)
    before = sorted(hit.score for hit in hits)
    reorder(hits, np.random.default_rng(seed).normal(size=len(hits)).astype(np.float32), share)
    assert sorted(hit.score for hit in hits) == before


@given(values=scores)
def test_without_a_share_nothing_moves_and_with_all_of_it_the_judge_decides(values):
    hits = hits_of(values)
    kept = [hit.score for hit in hits]
    reorder(hits, -np.array(kept, dtype=np.float32), 0.0)
    assert [hit.score for hit in hits] == kept
    judged = np.arange(len(hits), dtype=np.float32)
    reorder(hits, judged, 1.0)
    assert [hit.score for hit in hits] == kept[::-1]


def test_none_is_the_default():
    assert Settings().reranker is None
    assert open_reranker(None) is None


@pytest.mark.models
def test_a_cross_encoder_from_a_folder_reads_the_first_provisions(tiny_bert, built_data, corpus, monkeypatch):
    """The whole way with a model in a folder: it is opened, reads the candidates in the question's language, and its order is followed."""
    pytest.importorskip("sentence_transformers")
    from assistant.context import Conversation
    from assistant.service import Assistant
    from index.rerank import CrossEncoderReranker

    given_to, original = [], CrossEncoderReranker.scores

    def scores(self, question, passages):
        judged = original(self, question, passages)
        given_to.append((question, dict(zip(passages, judged.tolist(), strict=True))))
        return judged

    monkeypatch.setattr(CrossEncoderReranker, "scores", scores)
    judge = RerankerSettings(model=str(tiny_bert.parent / "judge"), candidates=12, share=1.0)
    talk = Conversation()
    Assistant.open(Settings(reranker=judge, data_dir=built_data), corpus).ask("Kuka vastaa vientivalvonnasta?", "fi", talk)
    [(question, judged)] = given_to
    assert question == "Kuka vastaa vientivalvonnasta?"
    assert len(judged) == 12
    assert len(set(judged.values())) > 1
    first = next(hit.id for hit in talk.last.parts[0].hits if hit.kind == "provision")
    document, _, local = first.partition("/")
    assert corpus.documents[document].provisions[local].edition("fi").text == max(judged, key=judged.get)


@pytest.mark.models
def test_a_cross_encoder_that_is_not_there_is_named(tmp_path):
    pytest.importorskip("sentence_transformers")
    with pytest.raises(MendSetup, match="cannot be opened"):
        open_reranker(RerankerSettings(model=str(tmp_path / "nothing")))


@pytest.mark.models
def test_the_doctor_looks_at_a_configured_one_and_at_no_other(tiny_bert):
    pytest.importorskip("sentence_transformers")
    from assistant.doctor import _reranker

    assert list(_reranker(Settings())) == []
    [finding] = _reranker(Settings(reranker=RerankerSettings(model=str(tiny_bert.parent / "judge"))))
    assert (finding.name, finding.message) == ("reranker", "judge")
    assert finding.severity == ("warning" if finding.remedy else "ok")
