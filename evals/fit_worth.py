"""Fit the trees of ``assistant/policy/worth.yaml``: which sentences beside the first of a part are worth saying.

Every answerable question of dev and calibration is answered with every sentence that comes up. One is right that holds evidence; a boosted
model (Friedman 2001) of trees of two questions each is fitted on those that the model decides on, cross-validated by question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assistant.context import Weighed
from assistant.service import Assistant
from assistant.steps.worth import FEATURES
from corpus.base.settings import LANGUAGES
from corpus.load import Corpus
from evals.fit import first_question
from evals.questions import Answerable, load_split
from evals.spans import OfficialText

TREES, RATE, LEAF = 60, 0.15, 30
FOLDS = 8
# From which share of the sentences that the model decides on, the least likely ones, the report tells what leaving them out would cost.
SHARES = (0.05, 0.1, 0.15, 0.2, 0.25)


@dataclass(frozen=True)
class Row:
    """A sentence: of which reply, its features, whether the model decides on it, and of which groups of evidence it holds some."""

    item: str
    language: str
    features: list[float]
    sure: bool
    holds: frozenset[int]
    provisions: frozenset[str]


def weighed(assistant: Assistant, question: str, language: str) -> list[Weighed]:
    """Every sentence that comes up for a question, with its features."""
    found: list[Weighed] = []
    first_question(assistant, question, language, "compose", found)
    return found


def rows(assistant: Assistant, split: str) -> Iterator[Row]:
    """The sentences of the replies to every answerable question of a split."""
    official = OfficialText(assistant.corpus)
    for item in load_split(split).answerable:
        places = _places(item, official)
        for language in LANGUAGES:
            for one in weighed(assistant, getattr(item.questions, language), language):
                told = _told(assistant.corpus, one)
                holds = frozenset(n for n, wanted in enumerate(places) if wanted & told)
                yield Row(item.id, language, one.features, one.sure, holds, frozenset(cite.provision for cite in one.cites))


def _places(item: Answerable, official: OfficialText) -> list[set[tuple[str, int]]]:
    return [{(place.provision.id, line) for place in official.group_places(group) for line in place.lines} for group in item.evidence]


def _told(corpus: Corpus, one: Weighed) -> set[tuple[str, int]]:
    return {(provision.id, line) for provision, lines in map(corpus.cited, map(str, one.cites)) for line in lines}


def model() -> Any:  # scikit-learn has no types
    """A boosted model of trees of two questions each, unfitted."""
    from sklearn.ensemble import GradientBoostingClassifier

    sizes = {"n_estimators": TREES, "max_depth": 2, "min_samples_leaf": LEAF}
    return GradientBoostingClassifier(**sizes, learning_rate=RATE, subsample=0.7, random_state=1)


def trees(fitted: Any, names: Sequence[str] = FEATURES) -> tuple[float, list[list[object]]]:
    """The model as ``worth.yaml`` has it: the log-odds that it begins with, and its trees."""
    base = float(np.log(fitted.init_.class_prior_[1] / fitted.init_.class_prior_[0]))
    return base, [_tree(stage[0].tree_, names) for stage in fitted.estimators_]


def _tree(tree: Any, names: Sequence[str]) -> list[object]:
    def adds(node: int) -> float:
        return _short(RATE * tree.value[node][0][0])

    def asks(node: int) -> tuple[str, float]:
        return names[tree.feature[node]], _short(tree.threshold[node])

    def second(node: int) -> list[object]:
        below, above = tree.children_left[node], tree.children_right[node]
        return [*asks(node), adds(below), adds(above)] if below >= 0 else [*asks(0), adds(node), adds(node)]

    return [*asks(0), second(tree.children_left[0]), second(tree.children_right[0])]


def _short(value: float) -> float:
    return float(f"{value:.4g}")


def report(assistant: Assistant) -> str:
    """The fitted trees as YAML with what cross-validation says of them."""
    found = [row for split in ("dev", "calibration") for row in rows(assistant, split)]
    decided = [row for row in found if not row.sure]
    values = np.array([row.features for row in decided])
    right = np.array([bool(row.holds) for row in decided])
    fold = np.array([crc32(row.item.encode()) % FOLDS for row in decided])
    chance = held_out(values, right, fold)
    lines = [
        f"# fitted on {len(decided)} sentences of {len({(row.item, row.language) for row in found})} replies to questions of dev and",
        f"# calibration, {right.mean():.3f} of which hold evidence",
        *(f"# {told}" for told in _costs(found, decided, chance)),
    ]
    return as_yaml(lines, *trees(model().fit(values, right)))


def held_out(values: NDArray[np.float64], right: NDArray[np.bool_], fold: NDArray[np.intp]) -> NDArray[np.float64]:
    """The log-odds of each row by a model that saw nothing of its fold."""
    chance = np.zeros(len(values))
    for n in range(FOLDS):
        chance[fold == n] = model().fit(values[fold != n], right[fold != n]).decision_function(values[fold == n])
    return chance


def as_yaml(told: Sequence[str], base: float, grown: Sequence[object]) -> str:
    """Fitted trees as ``worth.yaml`` has them, under what was told of them."""
    return "\n".join([*told, f"base: {_short(base)}", "trees:", *(f"- {_flow(tree)}" for tree in grown)])


def _flow(tree: object) -> str:
    return f"[{', '.join(map(_flow, tree))}]" if isinstance(tree, list) else str(tree)


def _costs(found: list[Row], decided: list[Row], chance: NDArray[np.float64]) -> Iterator[str]:
    order = np.argsort(chance)
    for share in SHARES:
        cut = int(share * len(decided))
        gone = {id(decided[n]) for n in order[:cut]}
        passages, quotes = _lost(found, gone)
        lost = f"{passages} replies lose a passage with evidence, {quotes} a quote"
        yield f"least {chance[order[cut]]:.2f}: {share:.0%} left out, {lost} (cross-validated)"


def _lost(found: list[Row], gone: set[int]) -> tuple[int, int]:
    replies: dict[tuple[str, str], list[Row]] = {}
    for row in found:
        replies.setdefault((row.item, row.language), []).append(row)
    passages = quotes = 0
    for of_reply in replies.values():
        kept = [row for row in of_reply if id(row) not in gone]
        if len(kept) == len(of_reply):
            continue
        held = set().union(*(row.holds for row in of_reply))
        cited = set().union(*(row.provisions for row in kept))
        quotes += held != set().union(*(row.holds for row in kept))
        passages += any(not any(row.provisions & cited for row in of_reply if group in row.holds) for group in held)
    return passages, quotes
