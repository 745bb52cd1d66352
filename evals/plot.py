"""The plot: evidence by language, ours beside the baselines at equal cited text, with intervals."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.base.settings import LANGUAGES

NAMES = {
    "ours": "this assistant",
    "llamaindex_best": "LlamaIndex 256/20, top 4",
    "llamaindex_default": "LlamaIndex 1024/20, top 2",
    "llamaindex_best_official": "LlamaIndex 256/20, official text only",
    "llamaindex_default_official": "LlamaIndex 1024/20, official text only",
    "dense": "dense alone",
    "bm25": "BM25 alone",
}
COLOURS = ("#1b4f72", "#2e86c1", "#85c1e9", "#a04000", "#e59866", "#7d8a94", "#c3cbd1")


def plot_evidence(record: Mapping[str, Any], path: Path) -> bool:
    """Draw to ``path``. False, with a line on standard error, where matplotlib (extra ``evals``) is not installed."""
    try:
        import matplotlib
    except ModuleNotFoundError as error:
        if error.name != "matplotlib":
            raise
        print("No plot: pip install 'ri-assistant[evals]' brings matplotlib.", file=sys.stderr)
        return False
    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    figures, about = record["figures"], record["about"]
    series = {"ours": figures["answers"]["passages"]} | {name: told["equal"]["evidence"] for name, told in figures["baselines"].items()}
    shown = [name for name in NAMES if name in series]
    canvas, axes = plt.subplots(figsize=(9, 4.8), dpi=110)
    width = 0.8 / len(shown)
    for place, name in enumerate(shown):
        estimates = [series[name][language] for language in (*LANGUAGES, "all")]
        heights = [100 * one["value"] for one in estimates]
        errors = [[100 * (one["value"] - one["low"]) for one in estimates], [100 * (one["high"] - one["value"]) for one in estimates]]
        xs = [group + (place - (len(shown) - 1) / 2) * width for group in range(len(estimates))]
        axes.bar(
            xs, heights, width * 0.92, label=NAMES[name], color=COLOURS[place], yerr=errors, error_kw={"elinewidth": 0.8, "ecolor": "#333"}
        )
    axes.set_xticks(range(len(LANGUAGES) + 1), ["Swedish", "Finnish", "English", "all"])
    axes.set_ylim(0, 105)
    axes.set_ylabel("all evidence found, % of questions")
    axes.set_title(f"Evidence at equal cited text, {about['split']} split, {about['date']}", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize=8, ncols=2, loc="upper center", bbox_to_anchor=(0.5, -0.09), frameon=False)
    canvas.tight_layout()
    canvas.savefig(path, metadata={"Software": None})
    plt.close(canvas)
    return True
