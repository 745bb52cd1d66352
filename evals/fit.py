"""Fit the figures of ``assistant/policy/decide.yaml`` on dev and calibration: when an outcome wins.

Only the dev split and the calibration set are read. The fit is a logistic regression over the features that the decide step
computes, weighed so that both sides count alike; cross-validated by question, so that the three languages of one question are
never on both sides. What comes out is printed as YAML to be put into the policy file by a person: what evals fits reaches the
product as data.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assistant.context import Context, Conversation, Session, Weighed
from assistant.pipeline import take
from assistant.service import Assistant
from assistant.steps.likelihood import features
from assistant.steps.structure import asks_whole_list, refers_to_structure
from corpus.base.settings import LANGUAGES
from evals.questions import load_split


@dataclass(frozen=True)
class Example:
    """One part of a question: its features, and whether the corpus answers it."""

    item: str
    language: str
    question: str
    values: dict[str, float]
    answerable: bool


def first_question(assistant: Assistant, question: str, language: str, last: str, weighed: list[Weighed] | None = None) -> Context:
    """A question with nothing before it, taken through the product's own steps as far as ``last``; ``weighed``: see ``Context``."""
    context = Context(
        corpus=assistant.corpus,
        index=assistant.index,
        encoder=assistant.encoder,
        question=question,
        default_language=language,
        forced_language=language,
        conversation=Conversation(),
        session=Session(),
        weighed=weighed,
    )
    take(context, assistant.steps(), last)
    return context


def searched(assistant: Assistant, question: str, language: str) -> Context:
    """A question taken as far as the search, with nothing decided."""
    return first_question(assistant, question, language, "retrieve")


def examples(assistant: Assistant, split: str = "dev") -> list[Example]:
    """Features of every plain question of a split; questions of several parts count with each part where all are answerable."""
    questions = load_split(split)
    rows = [(item.id, item.questions, True) for item in questions.answerable] + [
        (item.id, item.questions, False) for item in questions.unanswerable
    ]
    found = []
    for name, asked, answerable in rows:
        for language in LANGUAGES:
            context = searched(assistant, getattr(asked, language), language)
            # What a rule decides (a place named by number, an opinion asked for) is not the model's business.
            if refers_to_structure(context.text) or asks_whole_list(context.text, language) or "opinion" in context.cues:
                continue
            if answerable or len(context.parts) == 1:
                found += [Example(name, language, part.text, features(context, part), answerable) for part in context.parts]
    return found


def fit_decision(rows: list[Example], penalty: float, balanced: bool, scaled: bool) -> tuple[dict[str, float], float, np.ndarray]:
    """Weights by feature, the intercept, and the cross-validated probability of each row. ``balanced``: both sides count alike;
    ``scaled``: so do all features.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict

    names = list(rows[0].values)
    x = np.array([[row.values[name] for name in names] for row in rows])
    y = np.array([row.answerable for row in rows])
    model = LogisticRegression(C=penalty, class_weight="balanced" if balanced else None, max_iter=2000)
    # Alike in spread, so that the penalty weighs on all alike; the weights are given for the features as they are.
    spread = x.std(axis=0) + 1e-9 if scaled else np.ones(len(names))
    x = x / spread
    groups = [row.item for row in rows]
    held_out = cross_val_predict(model, x, y, groups=groups, cv=GroupKFold(n_splits=10), method="predict_proba")[:, 1]
    model.fit(x, y)
    return dict(zip(names, map(float, model.coef_[0] / spread), strict=True)), float(model.intercept_[0]), held_out


def report(assistant: Assistant) -> str:
    """The fitted figures as YAML with what cross-validation says of them."""
    return fitted_report([row for split in ("dev", "calibration") for row in examples(assistant, split)], "parts of dev and calibration")


def fitted_report(rows: list[Example], what: str, penalty: float = 0.3, balanced: bool = True, scaled: bool = False) -> str:
    """The figures fitted on some rows as YAML, with what cross-validation says of them."""
    from sklearn.metrics import roc_auc_score

    weights, intercept, held_out = fit_decision(rows, penalty, balanced, scaled)
    truth = np.array([row.answerable for row in rows])
    area = roc_auc_score(truth, held_out)
    lines = [f"# fitted on {len(rows)} {what} ({int(truth.sum())} answerable); cross-validated ROC AUC {area:.3f}"]
    for threshold in (0.3, 0.4, 0.5, 0.6):
        kept, caught = float((held_out[truth] >= threshold).mean()), float((held_out[~truth] < threshold).mean())
        lines.append(f"#   threshold {threshold}: answerable kept {kept:.3f}, others caught {caught:.3f}")
    lines += [f"intercept: {intercept:.3f}", "features:", *(f"  {name}: {weight:.3f}" for name, weight in weights.items())]
    return "\n".join(lines)
