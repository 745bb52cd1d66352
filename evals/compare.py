"""Ours beside the peers, at equal cited text.

Most of a high evidence figure is the amount of text cited, so a peer gets, question by question, exactly as many characters as our
answer cited there (the counted ones), and again the full budget of 2,400. Where our answer cited nothing (it refused) the peer gets
our mean, or it would be charged for our refusals. What it finds uncut, at its own size, is told beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from corpus.load import Corpus
from evals.collect import Answered, bar
from evals.metrics import Figures, by_item, by_language, gap
from evals.peers.base import Peer, characters, cut, found_in
from evals.score import BUDGET, AnswerRow
from evals.spans import OfficialText
from evals.stats import paired

EQUAL, FULL, UNCUT = "equal", "budget_2400", "uncut"


@dataclass(frozen=True)
class PeerRow:
    """Whether a peer found all evidence for a question, under one budget."""

    id: str
    kind: str
    language: str
    budget: int
    characters: int
    found: bool


def equal_budgets(rows: Sequence[AnswerRow]) -> dict[tuple[str, str], int]:
    """The characters that each question's peer may show: ours, or our mean where we cited nothing."""
    cited = [row.counted_characters for row in rows if row.counted_characters]
    usual = round(sum(cited) / len(cited)) if cited else BUDGET
    return {(row.id, row.language): row.counted_characters or usual for row in rows}


def run_peer(
    peer: Peer, asked: Sequence[Answered], budgets: Mapping[tuple[str, str], int], official: OfficialText
) -> dict[str, list[PeerRow]]:
    """The peer's rows under each kind of budget."""
    rows: dict[str, list[PeerRow]] = defaultdict(list)
    for reply in asked:
        item, language = reply.item, reply.language
        everything = peer.retrieve(reply.question, language)
        for kind, budget in ((EQUAL, budgets[item.id, language]), (FULL, BUDGET), (UNCUT, characters(everything))):
            shown = cut(everything, budget)
            found = all(found_in(group, shown, official) for group in item.evidence)
            rows[kind].append(PeerRow(item.id, item.kind, language, budget, characters(shown), found))
    return rows


def peer_figures(rows: Mapping[str, Sequence[PeerRow]], ours: Sequence[AnswerRow]) -> Figures:
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


@dataclass(frozen=True)
class Compared:
    """What the peers reached: figures and per-question rows at equal text by peer, and what each was made with."""

    figures: Figures
    rows: dict[str, list[dict[str, object]]]
    configs: dict[str, dict[str, Any]]


def compare(
    corpus: Corpus, peers: Iterable[Peer], asked: Sequence[Answered], ours: Sequence[AnswerRow], total: int | None = None
) -> Compared:
    """Every peer on the same questions. ``total`` is how many there are, for the progress bar."""
    official, budgets = OfficialText(corpus), equal_budgets(ours)
    out = Compared({}, {}, {})
    for peer in bar(peers, "peers", total=total):
        rows = run_peer(peer, asked, budgets, official)
        out.figures[peer.name] = peer_figures(rows, ours)
        out.rows[peer.name] = [asdict(row) for row in rows[EQUAL]]
        out.configs[peer.name] = peer.config
    return out
