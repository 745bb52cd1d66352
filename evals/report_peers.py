"""The part of a report that stands us beside the peers: evidence at equal cited text, and what each peer was made with."""

from __future__ import annotations

import json

from evals.peers.catalogue import TITLES
from evals.tables import COLUMNS, Record, percent, points, table

# They rank everything: uncut they cite most of the corpus, which says nothing.
RANKINGS = ("bm25", "dense")
RULE = (
    "A peer shows, question by question, as many characters as our answer cited there (our mean where we cited nothing). "
    "It retrieves only, so it is never wrong about whether to answer. All have the same encoder and the same texts, over all documents."
)


def beside_peers(record: Record, plot: str | None) -> str:
    """The section; nothing where the run asked no peer. Peers of the catalogue that were not asked are named."""
    told = record["figures"].get("baselines")
    if not told:
        return ""
    head = ["", *COLUMNS, "characters", "ours ahead by (points, paired)", "theirs at 2,400", "theirs uncut, at characters"]
    rows = [_ours(record), *(_theirs(record, name) for name in told)]
    drawn = f"![Evidence by language, ours and the peers]({plot})" if plot else ""
    left = [title for name, title in TITLES.items() if name not in told]
    rest = f"Not asked in this run: {', '.join(left)}." if left else ""
    sections = ["## Beside the peers, at equal cited text", RULE, table(head, rows), drawn, rest, _configs(record)]
    return "\n\n".join(section for section in sections if section)


def _ours(record: Record) -> list[str]:
    ours = record["figures"]["answers"]
    return ["**this assistant**", *(percent(ours["passages"][c]) for c in COLUMNS), f"{ours['cited']['characters_mean']:.0f}", "", "", ""]


def _theirs(record: Record, name: str) -> list[str]:
    told = record["figures"]["baselines"][name]
    c, full, uncut = told["ours_minus_theirs"]["equal"], told["budget_2400"], told["uncut"]
    ahead = f"{points(c['difference'])} ({100 * c['low']:+.0f} to {100 * c['high']:+.0f}), p {c['p']:.4f}"
    whole = "–" if name in RANKINGS else f"{percent(uncut['evidence']['all'], False)} at {uncut['characters_mean']:.0f}"
    evidence = [percent(told["equal"]["evidence"][column]) for column in COLUMNS]
    shown = f"{told['equal']['characters_mean']:.0f}"
    return [TITLES.get(name, name), *evidence, shown, ahead, percent(full["evidence"]["all"], False), whole]


def _configs(record: Record) -> str:
    configs = record["about"].get("peers") or {}
    rows = [[TITLES.get(name, name), f"`{json.dumps(config, ensure_ascii=False)}`"] for name, config in configs.items()]
    versions = ", ".join(f"{name} {version}" for name, version in record["about"]["packages"].items())
    return "### What the peers were made with\n\n" + table(["", "settings"], rows) + f"\n\nPackages: {versions}." if rows else ""
