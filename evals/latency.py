"""How long an answer takes, as a ratio to the least that it could take: embedding the question.

Milliseconds differ from machine to machine and, on a shared one, from minute to minute. So a question's bare embedding and its answer are
timed one after the other in one run, in alternating order, and the ratio is the figure to compare. Two-part questions embed their parts
as well and are told apart. Every question is timed once after a warm-up on others, so that no cache of its own can help.
"""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.collect import Answered, bar
from evals.metrics import Figures
from evals.stats import percentile
from evals.system import System

WARM_UP = 10


@dataclass(frozen=True)
class Timed:
    """One question's times, in milliseconds."""

    two_part: bool
    embed: float
    ask: float
    steps: dict[str, float]


def measure(system: System, asked: Sequence[Answered], warm_up: Sequence[str]) -> list[Timed]:
    """Time every question's embedding and answer, interleaved."""
    for text in warm_up[:WARM_UP]:
        system.encoder.queries([text])
        system.ask(text)
    gc.collect()
    timed = []
    for number, reply in enumerate(bar(asked, "latency")):
        question = reply.question

        def embed(text: str = question) -> None:
            system.encoder.queries([text])

        if number % 2:
            embedding = _clock(embed)
            asking, steps = _ask(system, question)
        else:
            asking, steps = _ask(system, question)
            embedding = _clock(embed)
        timed.append(Timed(len(reply.item.evidence) > 1 and reply.item.kind == "two_part", embedding, asking, steps))
    return timed


def _clock(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def _ask(system: System, question: str) -> tuple[float, dict[str, float]]:
    begun = time.perf_counter()
    answer = system.ask(question)
    return (time.perf_counter() - begun) * 1000, answer.timings_ms


def latency_figures(timed: Sequence[Timed]) -> Figures:
    """p50 and p95 of answer and embedding, their ratios, and the share of each step."""
    plain, double = [t for t in timed if not t.two_part], [t for t in timed if t.two_part]
    figures: Figures = {"plain": _percentiles(plain)}
    if double:
        figures["two_part"] = _percentiles(double)
    steps: dict[str, list[float]] = defaultdict(list)
    for one in plain:
        for name, value in one.steps.items():
            steps[name].append(value)
    figures["steps_ms"] = {name: {"p50": percentile(values, 0.5), "p95": percentile(values, 0.95)} for name, values in steps.items()}
    return figures


def _percentiles(timed: Sequence[Timed]) -> Figures:
    embed, ask = [t.embed for t in timed], [t.ask for t in timed]
    out: Figures = {"n": len(timed)}
    for name, part in (("p50", 0.5), ("p95", 0.95)):
        bare, whole = percentile(embed, part), percentile(ask, part)
        out[name] = {"ratio": whole / bare, "ask_ms": whole, "embed_ms": bare}
    # p95 against the usual embedding: how slow the slow ones are, free of the noise of the slowest embeddings.
    out["p95_to_p50_embedding"] = percentile(ask, 0.95) / percentile(embed, 0.5)
    return out
