"""Figures of a set from its rows: means, ratios and gaps, each with its interval and the size of what it was counted on.

docs/evaluation.md defines every figure; the names here are the names there and in ``results.json``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import combinations
from typing import Any, Protocol, TypeVar

from corpus.base.settings import LANGUAGES
from evals.contract import QUOTE_FAULTS
from evals.ranking import DEPTH, KS
from evals.score import ABSTAINING, BUDGET, MAX_CITATIONS, AbstentionRow, AnswerRow, ChecklistRow, TurnRow
from evals.stats import Estimate, mean, paired, percentile, ratio

Figures = dict[str, Any]


class Row(Protocol):
    """What all rows have."""

    @property
    def id(self) -> str: ...

    @property
    def language(self) -> str: ...


R = TypeVar("R", bound=Row)


def by_item(rows: Iterable[R], value: Callable[[R], float]) -> dict[str, list[float]]:
    """A value a row, grouped by item."""
    grouped: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        grouped[row.id].append(float(value(row)))
    return grouped


def estimate(rows: Iterable[R], value: Callable[[R], float]) -> Figures:
    """The mean of a value over rows, with its interval."""
    return asdict(mean(by_item(rows, value)))


def share(rows: Iterable[R], top: Callable[[R], float], bottom: Callable[[R], float]) -> Figures:
    """Sum of ``top`` over sum of ``bottom``, with its interval."""
    grouped: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in rows:
        grouped[row.id].append((float(top(row)), float(bottom(row))))
    return asdict(ratio(grouped))


def by_language(rows: Sequence[R], value: Callable[[R], float]) -> Figures:
    """``all`` and each language."""
    return {"all": estimate(rows, value)} | {code: estimate([r for r in rows if r.language == code], value) for code in LANGUAGES}


def gap(rows: Sequence[R], value: Callable[[R], float]) -> Figures:
    """How far the languages are apart on the same items: each pair with a paired interval, and the widest."""
    per = {code: by_item([r for r in rows if r.language == code], value) for code in LANGUAGES}
    pairs = {f"{a}-{b}": asdict(paired(per[a], per[b])) for a, b in combinations(LANGUAGES, 2)}
    return {"widest": max(abs(pair["difference"]) for pair in pairs.values()), "pairs": pairs}


def answer_figures(rows: Sequence[AnswerRow]) -> Figures:
    """Evidence under the budget, per language and kind; cited text; what a hurried reader sees."""
    kinds = sorted({row.kind for row in rows})
    figures: Figures = {
        "passages": by_language(rows, lambda r: r.passages),
        "quotes": by_language(rows, lambda r: r.quotes),
        "passages_groups": by_language(rows, lambda r: r.passages_share),
        "quotes_groups": by_language(rows, lambda r: r.quotes_share),
        "first_statement": by_language(rows, lambda r: r.first),
        "first_two_statements": by_language(rows, lambda r: r.first_two),
        "gap": {"passages": gap(rows, lambda r: r.passages), "quotes": gap(rows, lambda r: r.quotes)},
    }
    figures["by_kind"] = {
        kind: {
            "passages": by_language([r for r in rows if r.kind == kind], lambda r: r.passages),
            "quotes": by_language([r for r in rows if r.kind == kind], lambda r: r.quotes),
        }
        for kind in kinds
    }
    characters, citations = [r.characters for r in rows], [r.citations for r in rows]
    figures["cited"] = {
        "characters_mean": sum(characters) / len(rows),
        "characters_p50": percentile(characters, 0.5),
        "characters_max": max(characters),
        "citations_mean": sum(citations) / len(rows),
        "citations_max": max(citations),
        "over_budget": sum(r.citations > MAX_CITATIONS or r.characters > BUDGET for r in rows) / len(rows),
        "statements_mean": sum(r.statements for r in rows) / len(rows),
    }
    return figures


def retrieval_figures(rows: Sequence[AnswerRow]) -> Figures:
    """The ranking metrics by language."""
    names = [*(f"recall@{k}" for k in KS), "full@4", "mrr", f"ndcg@{DEPTH}"]
    return {name: by_language(rows, lambda r, n=name: r.ranking[n]) for name in names}  # type: ignore[misc]


class Checked(Protocol):
    """A row with contract faults."""

    @property
    def faults(self) -> list[str]: ...


def verification_figures(rows: Sequence[Checked], citations: int) -> Figures:
    """Faults by kind over all replies, and the share of citations whose quote was located."""
    kinds = Counter(fault.partition(":")[0] for row in rows for fault in row.faults)
    told = [(number, *fault.split(": ", 1)) for number, row in enumerate(rows) for fault in row.faults]
    places = {(number, where) for number, kind, where in told if kind in QUOTE_FAULTS}
    return {
        "replies": len(rows),
        "citations": citations,
        "replies_without_fault": sum(not row.faults for row in rows) / len(rows) if rows else None,
        "quotes_located": 1 - len(places) / citations if citations else None,
        "faults": dict(sorted(kinds.items())),
    }


def abstention_figures(answered: Sequence[AnswerRow], abstained: Sequence[AbstentionRow]) -> Figures:
    """Precision and recall of not answering, false refusals, referrals, sources on refusals."""

    def false_refusal(row: AnswerRow) -> bool:
        return row.outcome in ABSTAINING

    def figures(languages: Sequence[str]) -> tuple[Figures, Figures]:
        a = [r for r in answered if r.language in languages]
        u = [r for r in abstained if r.language in languages]
        pairs: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for row in u:
            pairs[row.id].append((float(row.caught), float(row.caught)))
        for other in a:
            pairs[other.id].append((0.0, float(false_refusal(other))))
        return asdict(ratio(pairs)), estimate(u, lambda r: r.caught)

    groups = {"all": list(LANGUAGES)} | {code: [code] for code in LANGUAGES}
    both = {name: figures(codes) for name, codes in groups.items()}
    asked = [r for r in abstained if r.body_asked]
    kinds = {kind: [r for r in abstained if r.kind == kind] for kind in sorted({r.kind for r in abstained})}
    return {
        "precision": {name: precision for name, (precision, _) in both.items()},
        "recall": {name: recall for name, (_, recall) in both.items()},
        "any_abstention": by_language(abstained, lambda r: r.abstained),
        "false_refusals": by_language(answered, false_refusal),
        "premise_corrections_on_answerable": estimate(answered, lambda r: r.outcome == "premise"),
        "by_kind": {kind: estimate(chosen, lambda r: r.caught) for kind, chosen in kinds.items()},
        "outcomes": {kind: dict(sorted(Counter(r.outcome for r in chosen).items())) for kind, chosen in kinds.items()},
        "referral_body": estimate(asked, lambda r: r.body),
        "referral_body_of_referred": estimate([r for r in asked if r.status == "referred"], lambda r: r.body),
        "sources_on_refusals": sum(r.sources_on_refusal for r in abstained),
        "gap": {"recall": gap(abstained, lambda r: r.caught)},
    }


def language_figures(answered: Sequence[AnswerRow], abstained: Sequence[AbstentionRow], turned: Sequence[TurnRow]) -> Figures:
    """How often the reply is in the language of the question."""
    return {
        "answerable": by_language(answered, lambda r: r.reply_language),
        "unanswerable": by_language(abstained, lambda r: r.reply_language),
        "turns": estimate(turned, lambda r: r.reply_language),
    }


def checklist_figures(rows: Sequence[ChecklistRow]) -> Figures:
    """Recall of the themes that must be raised, two ways to count false alarms, how many themes are raised."""

    def told(chosen: Sequence[ChecklistRow]) -> Figures:
        return {
            "recall": share(chosen, lambda r: r.must - len(r.missed), lambda r: r.must),
            "false_alarm_share": share(chosen, lambda r: len(r.false), lambda r: len(r.raised)),
            "false_alarm_rate": share(chosen, lambda r: len(r.false), lambda r: r.must_not),
            "themes": estimate(chosen, lambda r: len(r.raised)),
            "complete": estimate(chosen, lambda r: not r.missed),
        }

    themes = sorted({t for r in rows for t in (*r.raised, *r.missed)})
    return {
        "all": told(rows),
        **{code: told([r for r in rows if r.language == code]) for code in LANGUAGES},
        "innocuous_themes": estimate([r for r in rows if r.innocuous], lambda r: len(r.raised)),
        "reply_language": by_language(rows, lambda r: r.reply_language),
        "gap": {"recall": gap([r for r in rows if r.must], lambda r: (r.must - len(r.missed)) / r.must)},
        "by_theme": {
            theme: {
                "raised": sum(theme in r.raised for r in rows),
                "missed": sum(theme in r.missed for r in rows),
                "false": sum(theme in r.false for r in rows),
            }
            for theme in themes
        },
    }


def conversation_figures(rows: Sequence[TurnRow]) -> Figures:
    """Turns right, first turns and follow-ups apart; conversations right throughout."""
    whole: Mapping[str, list[float]] = by_item(rows, lambda r: r.right)
    answerable = [r for r in rows if r.expected == "answered"]
    return {
        "turns": estimate(rows, lambda r: r.right),
        "first_turns": estimate([r for r in rows if r.turn == 1], lambda r: r.right),
        "follow_ups": estimate([r for r in rows if r.turn > 1], lambda r: r.right),
        "quotes": estimate(answerable, lambda r: r.quotes),
        "conversations": asdict(mean({item: [float(all(values))] for item, values in whole.items()})),
    }


def flat(figures: Mapping[str, Any], prefix: str = "") -> dict[str, float]:
    """Every number by its dotted name; an estimate's value stands under the estimate's own name. What the gate compares."""
    out: dict[str, float] = {}
    for key, value in figures.items():
        name = f"{prefix}.{key}" if prefix else str(key)
        if isinstance(value, Mapping):
            if set(value) == set(Estimate.__dataclass_fields__):
                if value["value"] is not None:
                    out[name] = float(value["value"])
            else:
                out |= flat(value, name)
        elif isinstance(value, int | float):
            out[name] = float(value)
    return out
