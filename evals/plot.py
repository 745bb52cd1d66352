"""The plots of a run: evidence by language, ours beside the peers at equal cited text; and the decision whether to answer."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.base.settings import LANGUAGES
from evals.decision import roc
from evals.peers.catalogue import TITLES

OURS, THEIRS = "#1b4f72", "#b9c6d0"
MARKS = {"sv": ("o", "#d68910"), "fi": ("s", "#1e8449"), "en": ("^", "#7d3c98")}
SPOKEN = {"sv": "Swedish", "fi": "Finnish", "en": "English"}


def pyplot() -> Any | None:
    """Drawing without a screen. None, with a line on standard error, where matplotlib (extra ``evals``) is not installed."""
    try:
        import matplotlib
    except ModuleNotFoundError as error:
        if error.name != "matplotlib":
            raise
        print("No plots: pip install 'ri-assistant[evals]' brings matplotlib.", file=sys.stderr)
        return None
    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    return plt


def plot_evidence(record: Mapping[str, Any], path: Path) -> bool:
    """Draw to ``path``: a bar a system over all languages with its interval, a mark a language. False where it cannot be drawn."""
    plt = pyplot()
    if plt is None:
        return False
    figures, about = record["figures"], record["about"]
    theirs = {name: told["equal"]["evidence"] for name, told in figures["baselines"].items()}
    ranked = sorted(theirs, key=lambda name: -theirs[name]["all"]["value"])
    series = {"this assistant": figures["answers"]["passages"]} | {TITLES.get(name, name): theirs[name] for name in ranked}
    canvas, axes = plt.subplots(figsize=(9, 1.4 + 0.42 * len(series)), dpi=110)
    places = range(len(series))
    alls = [one["all"] for one in series.values()]
    values = [100 * one["value"] for one in alls]
    errors = [[100 * (one["value"] - one["low"]) for one in alls], [100 * (one["high"] - one["value"]) for one in alls]]
    colours = [OURS, *[THEIRS] * len(ranked)]
    axes.barh(places, values, 0.62, color=colours, xerr=errors, error_kw={"elinewidth": 1, "ecolor": "#333"})
    for language in LANGUAGES:
        mark, colour = MARKS[language]
        found = [100 * one[language]["value"] for one in series.values()]
        axes.scatter(found, places, marker=mark, s=26, color=colour, edgecolors="white", linewidths=0.6, zorder=3, label=SPOKEN[language])
    axes.set_yticks(places, list(series), fontsize=9)
    axes.invert_yaxis()
    axes.set_xlim(0, 103)
    axes.set_xlabel("all evidence found, % of questions (bar: all languages, 95 % interval)")
    axes.set_title(f"Evidence at equal cited text, {about['split']} split, {about['date']}", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize=8, ncols=3, loc="lower right", frameon=False)
    canvas.tight_layout()
    canvas.savefig(path, metadata={"Software": None})
    plt.close(canvas)
    return True


def plot_decision(record: Mapping[str, Any], path: Path) -> bool:
    """Draw to ``path``: how far the decide step's probability can be believed, and its ROC curve. False where it cannot be drawn."""
    plt = pyplot()
    if plt is None:
        return False
    told, about = record["figures"]["decision"], record["about"]
    pairs = [(row["probability"], row["answerable"]) for row in record["rows"]["decision"]]
    canvas, (left, right) = plt.subplots(1, 2, figsize=(9, 4.6), dpi=110)
    bins, error, auc = told["bins"], told["calibration_error"]["all"], told["roc_auc"]["all"]
    for axes in (left, right):
        axes.plot([0, 1], [0, 1], color="#999", linewidth=0.8, linestyle="--")
        axes.set_xlim(-0.01, 1.01)
        axes.set_ylim(-0.01, 1.01)
        axes.set_aspect("equal")
        axes.spines[["top", "right"]].set_visible(False)
    most = max(one["n"] for one in bins)
    left.bar([one["from"] + 0.05 for one in bins], [0.25 * one["n"] / most for one in bins], 0.09, color=THEIRS)
    left.plot([one["probability"] for one in bins], [one["share"] for one in bins], marker="o", color=OURS)
    for one in bins:
        left.annotate(str(one["n"]), (one["from"] + 0.05, 0.25 * one["n"] / most), ha="center", va="bottom", fontsize=7, color="#555")
    left.set_xlabel("probability that the corpus answers (bars: how many parts)")
    left.set_ylabel("share that it does answer")
    left.set_title(f"Expected calibration error {error['value']:.3f} ({error['low']:.3f}–{error['high']:.3f})", fontsize=10)
    right.plot(*roc(pairs), color=OURS)
    at = f"threshold {told['threshold']:g}"
    right.plot([1 - told["caught"]], [told["kept"]], marker="o", color="#d68910", linestyle="none", label=at)
    right.set_xlabel("share of the others taken for answerable")
    right.set_ylabel("share of the answerable kept")
    right.set_title(f"Area under the curve {auc['value']:.3f} ({auc['low']:.3f}–{auc['high']:.3f})", fontsize=10)
    right.legend(fontsize=8, loc="lower right", frameon=False)
    canvas.suptitle(f"The decision whether to answer, {about['split']} split, {about['date']}", fontsize=11)
    canvas.tight_layout()
    canvas.savefig(path, metadata={"Software": None})
    plt.close(canvas)
    return True
