"""What each part of the search adds: the same index with one part's weight set to nothing.

Measured twice. At retrieval, all evidence among the first four provisions: nothing but the ranking moves. End to end, evidence in the
cited passages: what a person would notice. Thresholds that were fitted to the full scores stay as they are, so an end-to-end loss is
partly a loss of calibration; the retrieval figure is the cleaner one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Protocol, cast

from evals.collect import Answered, bar
from evals.metrics import Figures, by_item, by_language
from evals.ranking import full_at, ranking_scores
from evals.score import AnswerRow, score_answered
from evals.spans import OfficialText
from evals.stats import paired
from evals.system import System
from index.hits import Weights


class Weighable(Protocol):
    """A system that can be asked with other weights."""

    def with_weights(self, weights: Weights) -> System:
        """The same system with other weights."""
        ...


def variants(full: Weights) -> dict[str, Weights]:
    """The weights of each ablation. Without expected questions the text must carry a provision alone, so its share becomes whole."""
    return {
        "full": full,
        "without_expected_questions": replace(full, question_dense=0.0, question_top=0.0, question_lexical=0.0, text_share=1.0),
        "without_bm25": replace(full, question_lexical=0.0, text_lexical=0.0),
        "without_coverage": replace(full, coverage=0.0),
        "without_top_questions": replace(full, question_dense=full.question_dense + full.question_top, question_top=0.0),
        "without_sentences": replace(full, sentence_dense=0.0),
        "without_text": replace(full, text_share=0.0),
        "bm25_alone": replace(full, question_dense=0.0, passage_dense=0.0, sentence_dense=0.0),
    }


def ablate(system: System, asked: Sequence[Answered], full: Weights) -> Figures:
    """Figures of every variant, each compared with the full search by a paired test."""
    official = OfficialText(system.corpus)
    relevant = {reply.item.id: official.relevant(reply.item.evidence) for reply in asked}
    vectors = system.encoder.queries([reply.question for reply in asked])
    figures: Figures = {}
    base: dict[str, dict[str, list[float]]] = {}
    for name, weights in bar(variants(full).items(), "ablation"):
        scored = []
        for reply, vector in zip(asked, vectors, strict=True):
            hits = system.index.languages[reply.language].search(reply.question, vector, weights).hits
            scored.append(replace(reply, ranked=tuple(hit.id for hit in hits if hit.kind == "provision")))
        figures[name] = {"retrieval": _retrieval(scored, relevant)}
        values = {"retrieval": _grouped(scored, relevant)}
        if hasattr(system, "with_weights"):
            rows = _asked_again(cast(Weighable, system).with_weights(weights), scored, official)
            figures[name]["end_to_end"] = {
                "passages": by_language(rows, lambda r: r.passages),
                "quotes": by_language(rows, lambda r: r.quotes),
            }
            values["end_to_end"] = by_item(rows, lambda r: r.passages)
        base = base or values
        figures[name]["minus_full"] = {stage: asdict(paired(value, base[stage])) for stage, value in values.items()}
    return figures


def _retrieval(scored: Sequence[Answered], relevant: dict[str, list[set[str]]]) -> Figures:
    rows = [_Ranked(r.item.id, r.language, ranking_scores(r.ranked, relevant[r.item.id])) for r in scored]
    return {name: by_language(rows, lambda r, n=name: r.scores[n]) for name in ("recall@4", "full@4", "mrr")}  # type: ignore[misc]


def _grouped(scored: Sequence[Answered], relevant: dict[str, list[set[str]]]) -> dict[str, list[float]]:
    return by_item(
        [_Ranked(r.item.id, r.language, {"full@4": float(full_at(r.ranked, relevant[r.item.id], 4))}) for r in scored],
        lambda r: r.scores["full@4"],
    )


@dataclass(frozen=True)
class _Ranked:
    """A question's ranking scores as a row."""

    id: str
    language: str
    scores: dict[str, float]


def _asked_again(system: System, scored: Sequence[Answered], official: OfficialText) -> list[AnswerRow]:
    return [score_answered(replace(reply, answer=system.ask(reply.question)), system.corpus, official) for reply in scored]
