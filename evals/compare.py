"""Ours beside the baselines, at equal cited text.

Most of a high evidence figure is the amount of text cited, so a baseline gets, question by question, exactly as many characters as our
answer cited there (the counted ones), and again the full budget of 2,400. Where our answer cited nothing (it refused) the baseline gets
our mean, or it would be charged for our refusals. What it finds uncut, at its own size, is told beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from corpus.load import Corpus
from evals.baselines import Baseline, characters, cut, found_in, open_baselines
from evals.collect import Answered, bar
from evals.metrics import Figures, by_item, by_language, gap
from evals.score import BUDGET, AnswerRow
from evals.spans import OfficialText
from evals.stats import paired
from index.encoders.base import Encoder

EQUAL, FULL, UNCUT = "equal", "budget_2400", "uncut"


@dataclass(frozen=True)
class BaselineRow:
    """Whether a baseline found all evidence for a question, under one budget."""

    id: str
    kind: str
    language: str
    budget: int
    characters: int
    found: bool


def equal_budgets(rows: Sequence[AnswerRow]) -> dict[tuple[str, str], int]:
    """The characters that each question's baseline may show: ours, or our mean where we cited nothing."""
    cited = [row.counted_characters for row in rows if row.counted_characters]
    usual = round(sum(cited) / len(cited)) if cited else BUDGET
    return {(row.id, row.language): row.counted_characters or usual for row in rows}


def run_baseline(
    baseline: Baseline, asked: Sequence[Answered], budgets: Mapping[tuple[str, str], int], official: OfficialText
) -> dict[str, list[BaselineRow]]:
    """The baseline's rows under each kind of budget."""
    rows: dict[str, list[BaselineRow]] = defaultdict(list)
    for reply in asked:
        item, language = reply.item, reply.language
        everything = baseline.retrieve(reply.question, language)
        for kind, budget in ((EQUAL, budgets[item.id, language]), (FULL, BUDGET), (UNCUT, characters(everything))):
            shown = cut(everything, budget)
            found = all(found_in(group, shown, official) for group in item.evidence)
            rows[kind].append(BaselineRow(item.id, item.kind, language, budget, characters(shown), found))
    return rows


def baseline_figures(rows: Mapping[str, Sequence[BaselineRow]], ours: Sequence[AnswerRow]) -> Figures:
    """Evidence by language under each budget, the gap, and the paired comparison with ours at equal text."""
    figures: Figures = {
        kind: {"evidence": by_language(found, lambda r: r.found), "characters_mean": sum(r.characters for r in found) / len(found)}
        for kind, found in rows.items()
    }
    equal = rows[EQUAL]
    figures["gap"] = gap(equal, lambda r: r.found)
    figures["by_kind"] = {
        kind: by_language([r for r in equal if r.kind == kind], lambda r: r.found) for kind in sorted({r.kind for r in equal})
    }
    mine = by_item(ours, lambda r: r.passages)
    figures["ours_minus_theirs"] = {
        "equal": asdict(paired(mine, by_item(equal, lambda r: r.found))),
        "budget_2400": asdict(paired(mine, by_item(rows[FULL], lambda r: r.found))),
    }
    return figures


def compare(
    corpus: Corpus, encoder: Encoder, asked: Sequence[Answered], ours: Sequence[AnswerRow], baselines: Iterable[Baseline] | None = None
) -> tuple[Figures, dict[str, list[dict[str, object]]]]:
    """Figures of every baseline, and per-question rows at equal text."""
    official, budgets = OfficialText(corpus), equal_budgets(ours)
    figures: Figures = {}
    told: dict[str, list[dict[str, object]]] = {}
    for baseline in bar(baselines or open_baselines(corpus, encoder), "baselines", total=None if baselines else 6):
        rows = run_baseline(baseline, asked, budgets, official)
        figures[baseline.name] = baseline_figures(rows, ours)
        told[baseline.name] = [asdict(row) for row in rows[EQUAL]]
    return figures, told
