"""The quality card, written from the last run on the test split and from nothing else.

One command writes both the data file that the page shows and the page for reading, so no figure can be copied by hand, rounded in
favour, or kept while the record moves on. What the results do not hold as a figure is counted here from their rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from assistant.quality import CARD, ByLanguage, Calibration, QualityCard, Quotes, Share, Sizes, Weak
from corpus.base.errors import MendData
from evals.metrics import by_language
from evals.run import RESULTS
from evals.score import ABSTAINING
from evals.tables import Record, percent, table

PAGE = Path(__file__).resolve().parents[1] / "docs" / "quality.md"
WEAKEST, FEWEST = 3, 3  # how many kinds are named; a kind of fewer items says nothing
NAMES = {
    "lookup": "plain look-ups", "paraphrase": "asked in other words than the source's", "two_part": "questions in two parts",
    "everyday": "everyday wording", "list": "questions for a list", "structure": "references to a numbered place",
    "cross_document": "questions across documents", "near_topic": "matters near the topic", "false_premise": "resting on a false premise",
    "own_case": "the asker's own case", "off_topic": "other topics", "live_data": "what changes from day to day",
    "opinion": "questions for an opinion", "evasion": "attempts to get round the rules",
}  # fmt: skip
_RUN = re.compile(r"(\d{4}-\d\d-\d\d)-test(?:-(\d+))?")


def last_run(results: Path = RESULTS) -> Path:
    """The folder of the last run on test: of the last day the one with the highest number. Raises ``MendData`` where there is none."""
    runs = [
        (m[1], int(m[2] or 1), path) for path in results.glob("*") if (m := _RUN.fullmatch(path.name)) and (path / "results.json").exists()
    ]
    if not runs:
        raise MendData("There are no results of the test split to write a quality card from.", "Run: evals run --split test --why …")
    return max(runs)[2]


def read_card(run: Path) -> QualityCard:
    """The card of a run."""
    record: Record = json.loads((run / "results.json").read_text(encoding="utf-8"))
    about, figures = record["about"], record["figures"]
    answers, abstention, verification = figures["answers"], figures["abstention"], figures["verification"]
    given = [SimpleNamespace(**row) for row in record["rows"]["answers"] if row["outcome"] not in (*ABSTAINING, "invalid")]
    return QualityCard(
        run=run.name,
        date=about["date"],
        corpus_version=about["corpus_version"],
        index_version=about["index_version"],
        encoder=about["encoder"],
        sizes=Sizes(**{name: about["sizes"][name] for name in Sizes.model_fields}),
        evidence=_languages(answers["passages"]),
        evidence_in_quotes=_languages(answers["quotes"]),
        answers_beside_the_point=_counted(given, lambda row: row.passages_share == 0),
        answers_incomplete=_counted(given, lambda row: 0 < row.passages_share < 1),
        quotes=Quotes(cited=verification["citations"], not_found=round(verification["citations"] * (1 - verification["quotes_located"]))),
        abstention_precision=_languages(abstention["precision"]),
        abstention_recall=_languages(abstention["recall"]),
        false_refusals=_languages(abstention["false_refusals"]),
        checklist_recall=_share(figures["checklist"]["all"]["recall"]),
        checklist_false_alarms=_share(figures["checklist"]["all"]["false_alarm_share"]),
        calibration=_calibration(figures.get("decision")),
        weakest_answered=_weakest({kind: told["passages"]["all"] for kind, told in answers["by_kind"].items()}),
        weakest_declined=_weakest(abstention["by_kind"]),
    )


def _share(estimate: Mapping[str, Any]) -> Share:
    numbers = {name: None if estimate[name] is None else round(estimate[name], 4) for name in ("value", "low", "high")}
    return Share(**numbers, n=estimate["n"])


def _languages(estimates: Mapping[str, Any]) -> ByLanguage:
    return ByLanguage(**{name: _share(estimates[name]) for name in ByLanguage.model_fields})


def _counted(rows: Sequence[Any], holds: Callable[[Any], bool]) -> ByLanguage:
    return _languages(by_language(rows, holds))


def _calibration(told: Mapping[str, Any] | None) -> Calibration | None:
    if told is None:
        return None
    return Calibration(expected_error=_share(told["calibration_error"]["all"]), roc_auc=_share(told["roc_auc"]["all"]))


def _weakest(kinds: Mapping[str, Mapping[str, Any]]) -> list[Weak]:
    enough = [(told["value"], kind) for kind, told in kinds.items() if told["items"] >= FEWEST and told["value"] < 1]
    return [Weak(kind=kind, share=_share(kinds[kind])) for _, kind in sorted(enough)[:WEAKEST]]


def data(card: QualityCard) -> str:
    """The data file of a card."""
    return json.dumps(card.model_dump(), ensure_ascii=False, indent=1) + "\n"


def page(card: QualityCard, run: Path) -> str:
    """``docs/quality.md`` of a card."""
    rows = [
        _row("everything that a full answer has to cite is in the cited passages", card.evidence),
        _row("… in the words quoted", card.evidence_in_quotes),
        _row("answers that cite none of the right places", card.answers_beside_the_point),
        _row("answers that cite only some of them", card.answers_incomplete),
        _row("answerable questions refused", card.false_refusals),
        _row("unanswerable questions declined, corrected or referred on (recall)", card.abstention_recall),
        _row("refusals that were right (precision)", card.abstention_precision),
    ]
    sizes, results = card.sizes, f"../evals/results/{run.name}"
    plots = [f"![{told}]({results}/{name})" for name, told in PLOTS.items() if (run / name).exists()]
    sections = [
        "# Quality card",
        "Written by `evals card` from the last run on the test split; not to be changed by hand. Nothing was tuned on these questions. "
        "Per cent with a 95 % interval, resampled by item; [evaluation.md](evaluation.md) defines the figures.",
        f"Measured {card.date} on corpus {card.corpus_version} with {card.encoder}: {sizes.answerable} answerable and {sizes.unanswerable} "
        f"unanswerable questions and {sizes.situations} situations, each asked natively in Swedish, Finnish and English, and "
        f"{sizes.conversations} conversations. All figures, the missed targets first: [{run.name}]({results}/results.md).",
        table(["", "all", "sv", "fi", "en"], rows),
        f"Quotes not found word for word in their source: {card.quotes.not_found} of {card.quotes.cited}. "
        f"Checklists: {_percent(card.checklist_recall)} of the themes that had to be raised were; "
        f"{_percent(card.checklist_false_alarms)} of what was raised was a false alarm.",
        _believed(card.calibration),
        "## Where it is weakest",
        _kinds("Questions that the sources answer, evidence in the cited passages", card.weakest_answered),
        _kinds("Questions that they do not answer, caught", card.weakest_declined),
        *plots,
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


PLOTS = {"evidence.png": "Evidence by language, ours and the peers", "decision.png": "Reliability and ROC curve of the decision"}


def _percent(share: Share) -> str:
    return percent(share.model_dump())


def _row(name: str, shares: ByLanguage) -> list[str]:
    return [name, *(_percent(getattr(shares, column)) for column in ByLanguage.model_fields)]


def _believed(told: Calibration | None) -> str:
    if told is None:
        return ""
    return (
        f"The probability on which the decision to answer rests is off by {_percent(told.expected_error)} points on average (expected "
        f"calibration error); as a ranking it reaches {_percent(told.roc_auc)} of 100 under the ROC curve."
    )


def _kinds(what: str, weak: Sequence[Weak]) -> str:
    return table([what, "", "n"], [[NAMES.get(one.kind, one.kind), _percent(one.share), str(one.share.n)] for one in weak]) if weak else ""


def write_card(run: Path | None = None) -> list[Path]:
    """Write both files from a run (the last one where none is given); what was written."""
    # An installed program has no docs.
    files = {path: text for path, text in _files(run or last_run()).items() if path.parent.is_dir()}
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    return list(files)


def stale() -> list[Path]:
    """The files that are not what the last run says."""
    written = _files(last_run())
    return [path for path, text in written.items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def _files(run: Path) -> dict[Path, str]:
    card = read_card(run)
    return {CARD: data(card), PAGE: page(card, run)}
