"""One step of learning: what asks for the same is drawn together, what is told apart in use is pushed apart.

Four losses are added: each question must find its twin among all questions of the draw and its text among all texts, and texts their
question (the contrastive loss of multilingual-e5 itself, van den Oord et al., 2018, at twice its temperature); and linear maps must read
off a question whether it is answered and whether it is a case, and off an example situation its risk themes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch.nn import functional

from index.encoders.base import bounded
from index.hits import ANSWERING, kind_of
from index.passages import Unit
from index.tuning.draws import Draw
from index.tuning.network import Network
from index.tuning.packed import Packed
from index.tuning.words import Words

TEMPERATURE = 0.02
TEXT_WEIGHT, BACK_WEIGHT = 0.7, 0.5
RATE = 9e-5  # of matrices; biases and layer norms take three times that
QUESTION_PIECES, TEXT_PIECES = 70, 94
# Unit vectors have small numbers: made larger, so that the map from them needs no large ones.
SPREAD = 20.0


class Learner:
    """A network, and how it learns from draws. ``themes`` are the risk themes that situations may have."""

    def __init__(self, model: Packed, themes: Sequence[str]) -> None:
        self.network = Network(model)
        self._words, self._themes = Words(model), list(themes)
        self._map = torch.zeros(model.width, len(themes)).requires_grad_()
        self._constant = torch.full((len(themes),), -2.0).requires_grad_()
        self._kinds = torch.zeros(model.width, 2).requires_grad_()
        self._usual = torch.zeros(2).requires_grad_()
        learnt = [self._map, self._constant, self._kinds, self._usual]
        groups = [(self.network.matrices(), RATE), (self.network.others(), 3 * RATE), (learnt, 1e-2)]
        self._rates = [rate for _, rate in groups]
        self._optimiser = torch.optim.AdamW([{"params": ps, "lr": rate} for ps, rate in groups], weight_decay=0.0, fused=True)

    def step(self, draw: Draw, share: float) -> float:
        """Learn from a draw at a share of the rate; returns the loss."""
        self.network.round()
        loss = self._loss(draw)
        self._optimiser.zero_grad()
        loss.backward()
        every = [parameter for group in self._optimiser.param_groups for parameter in group["params"]]
        torch.nn.utils.clip_grad_norm_(every, 1.0)
        for group, rate in zip(self._optimiser.param_groups, self._rates, strict=True):
            group["lr"] = rate * share
        self._optimiser.step()
        return float(loss.detach())

    def _loss(self, draw: Draw) -> Any:
        asked = self._vectors([question for pair in draw.pairs for question in pair])
        loss = _twins(asked)
        told = SPREAD * asked @ self._kinds + self._usual
        loss = loss + functional.binary_cross_entropy_with_logits(told, _kinds([question for pair in draw.pairs for question in pair]))
        if draw.texts:
            texts = self._vectors([*draw.texts, *draw.beside])
            of, count = torch.tensor(draw.of), len(draw.texts)
            near = asked[0::2] @ texts.T / TEMPERATURE
            found = functional.cross_entropy(near[of], torch.arange(count))
            loss = loss + TEXT_WEIGHT * (found + BACK_WEIGHT * functional.cross_entropy(near[:, :count].T, of))
        if draw.situations:
            meant = torch.tensor([[float(theme in unit.themes) for theme in self._themes] for unit in draw.situations])
            told = SPREAD * self._vectors(draw.situations) @ self._map + self._constant
            loss = loss + functional.binary_cross_entropy_with_logits(told, meant)
        return loss

    def _vectors(self, units: Sequence[Unit]) -> Any:
        return self.network.embed([self._numbers(unit) for unit in units])

    def _numbers(self, unit: Unit) -> list[int]:
        text = bounded([unit.text])[0]
        if unit.kind == "question":
            return self._words.numbers(f"query: {text}", QUESTION_PIECES)
        return self._words.numbers(f"{'query' if unit.kind == 'situation' else 'passage'}: {text}", TEXT_PIECES)


def _kinds(questions: Sequence[Unit]) -> Any:
    """For each question whether it is answered, and whether it is a case of the asker's own."""
    kinds = [kind_of(question.target) for question in questions]
    return torch.tensor([[float(kind in ANSWERING), float(kind == "referral")] for kind in kinds])


def _twins(asked: Any) -> Any:
    """How surely each question finds the other of its pair; rows 2n and 2n + 1 are a pair."""
    near = (asked @ asked.T / TEMPERATURE).fill_diagonal_(-1e4)
    twin = torch.arange(len(asked)) ^ 1
    return functional.cross_entropy(near, twin)
