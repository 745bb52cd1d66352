"""Whether a sentence beside the first of a part is worth saying: how likely it is to hold what was asked for.

Readers of 312 replies struck out a fifth of the sentences, nearly all of them after the first: what a reviewed answer says besides, what
else the best provision says, what stands beside it. No single figure tells such a sentence, but a few together do. A small boosted model
(Friedman 2001; trees of two questions each) over the features below is fitted on which sentences of dev and calibration hold evidence
(``evals fit worth``); its trees are data (``worth.yaml``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.context import Choice, Context, PartQuery, Weighed
from assistant.policy import section
from assistant.steps.lines import line_chances
from assistant.steps.lists import asks_all
from assistant.steps.rank import is_short
from assistant.steps.sources import is_of
from assistant.steps.written import first_of_each
from corpus.model import Cite
from corpus.text.likeness import matter, share

FEATURES = (
    "below_first",  # score of the provision that it rests on, less that of the first sentence of the reply
    "below_best",  # … less that of the best provision of the part
    "cosine",  # of the likest sentence of that provision that it rests on
    "asked",  # likeness to the expected questions that point at that sentence
    "asked_below_first",  # … less that of the first sentence of the reply
    "pointed",  # how much the question asks for that sentence by what was learnt
    "chance",  # that sentence's, among those of its provision
    "written",  # of a reviewed answer, a term, an actor or an event
    "place",  # … after so many others of it
    "rank",  # after so many other choices of its part
    "later_part",
    "of_several",  # parts
    "question",  # likeness of the nearest expected question of what was chosen
    "sure",  # probability that the least sure part is answered
    "foreign",  # an example from abroad
    "same_source",  # as the first sentence of the reply
    "said",  # so many sentences stand before it
    "words",  # of the part
    "further",  # after the answers to all parts
    "rest",  # of the best provision
    "beside",  # under "see also"
)


class Stand(IntEnum):
    """Where a sentence stands in a reply: nowhere, among what more the sources say, in the answer, or there whatever else is said."""

    LEFT = 0
    FURTHER = 1
    SAID = 2
    FIRST = 3


WORDING = (
    "asked_told",  # share of the pieces of the question's words that it has
    "repeated",  # share of the pieces of its own words that one sentence before it has
    "letters",
    "first_letters",  # of the first sentence of the reply
)
SHOWN = (*FEATURES, "holds", *WORDING)  # … with the log-odds that it holds what was asked for
LEAST = -12.0  # no score is counted as farther below another
MOST = 5  # no place counts as farther behind
UNLIKE, UNASKED = 0.6, 0.6  # where nothing is known of a sentence


@dataclass(frozen=True, slots=True)
class _Near:
    """How near a question is to what a sentence rests on."""

    score: float | None
    cosine: float
    asked: float
    pointed: float
    chance: float


class Worth:
    """Weighs the sentences of one reply in the order in which they come up."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.first: tuple[_Near, str] | None = None  # of the first sentence of the reply, with its document
        self.begun: set[int] = set()
        policy = section("worth")
        self.least, self.least_written = float(policy["least"]), float(policy["least_written"])
        self.written_for, self.shown = float(policy["written_for"]), float(policy["shown"]["least"])
        self.leads = float(policy["leads"]["least"])
        self.named = float(policy["named"])
        self.weighed = 0  # sentences that came up so far
        self.words: list[frozenset[str]] = []  # … the pieces of their words
        self.first_letters = 0

    def stands(
        self, part: PartQuery, choice: Choice, sentences: Sequence[Sequence[Cite]], texts: Sequence[str], *, further: bool, rest: bool
    ) -> list[Stand]:
        """Where a choice's sentences stand, each given as what it rests on and as its text. The likeliest of each part is said, and that of
        each choice of a list; and what nobody was expected to ask for (a text that was fetched, the asker's own): of that nothing is
        known. Nothing is left out of a reviewed answer that was written for nearly this question, nor of a provision where all of it is
        asked for ("… list every one").
        """
        if not sentences or part.outcome != "answered" or part.whole_list:
            return [Stand.FIRST] * len(sentences)
        near = [_near(part, cites) for cites in sentences]
        written = choice.hit.kind != "provision"
        first = 0 if written else max(range(len(near)), key=lambda n: near[n].chance)
        if self.first is None:
            self.first = near[first], _document(sentences[first])
        rows = self._rows(part, choice, sentences, near, self.first, further, rest)
        wording = self._wording(part, texts)
        self.weighed += len(sentences)
        # A choice without a chance is the best of a part, or one of a list; and of several sources that are named each is heard that is
        # likely at all to say something of it.
        leads = id(part) not in self.begun
        leads |= not (written or rest or choice.beside) and (not choice.chance or (len(part.sources) > 1 and choice.chance >= self.named))
        self.begun.add(id(part))
        asked_for = choice.hit.kind == "answer" and choice.hit.question_cosine >= self.written_for
        heard = first_of_each(part.sources, sentences) if written and not part.inherited else set()
        said = [(leads and n == first) or n in heard or not (written or choice.hit.expected) for n in range(len(sentences))]
        if self.context.weighed is not None:
            self.context.weighed += map(Weighed, map(tuple, sentences), rows, wording, [asked_for or one for one in said], said)
            return [Stand.FIRST] * len(sentences)
        least = self.least_written if written and not is_short(part.text) else self.least
        values = np.array(rows, dtype=np.float64)
        holds = odds(values)
        whole = not written and asks_all(self.context, part)
        worth, answering = (holds >= least) | whole, odds(np.c_[values, holds, wording], "shown") >= self.shown
        return [_stand(*told) for told in zip(said, worth | asked_for, answering, strict=True)]

    def _wording(self, part: PartQuery, texts: Sequence[str]) -> list[list[float]]:
        """What the words of sentences tell, in the order of ``WORDING``; what came up before them in the reply is remembered."""
        language, rows = self.context.language, []
        asked = matter(part.text, language)
        for text in texts:
            told = matter(text, language)
            if not self.words:
                self.first_letters = len(text)
            repeated = max((share(told, before) for before in self.words), default=0.0)
            rows.append([share(asked, told), repeated, float(len(text)), float(self.first_letters)])
            self.words.append(told)
        return rows

    def leading(self, part: PartQuery, choice: Choice, sentences: Sequence[Sequence[Cite]]) -> int:
        """Which sentence of a reviewed answer goes first: it was written for many questions, and this may ask for another than its first.
        0 where its first is hardly less likely, and of what is not the first answer of its part.
        """
        context = self.context
        if context.weighed is not None or id(part) in self.begun or choice.hit.kind != "answer" or len(sentences) < 2:
            return 0
        near = [_near(part, cites) for cites in sentences]
        first = self.first or (near[0], _document(sentences[0]))
        told = odds(np.array(self._rows(part, choice, sentences, near, first, further=False, rest=False), dtype=np.float64), "leads")
        # Of one source that is named what is of it leads.
        if len(part.sources) == 1 and not part.inherited:
            told = np.where([_is_of(cites, part.sources[0]) for cites in sentences], told, told.min())
        best = int(np.argmax(told))
        return best if told[best] - told[0] > self.leads else 0

    def _rows(
        self,
        part: PartQuery,
        choice: Choice,
        sentences: Sequence[Sequence[Cite]],
        near: Sequence[_Near],
        first: tuple[_Near, str],
        further: bool,
        rest: bool,
    ) -> list[list[float]]:
        both = enumerate(zip(sentences, near, strict=True))
        return [self._row(part, choice, cites, how, n, first, further, rest) for n, (cites, how) in both]

    def _row(
        self,
        part: PartQuery,
        choice: Choice,
        cites: Sequence[Cite],
        near: _Near,
        n: int,
        led_by: tuple[_Near, str],
        further: bool,
        rest: bool,
    ) -> list[float]:
        context, written = self.context, choice.hit.kind != "provision"
        first, document = led_by
        best = part.best_provision
        layers = [context.document(cite.document).meta.layer for cite in cites]
        return [
            _less(near.score, first.score),
            _less(near.score, best),
            near.cosine,
            near.asked,
            near.asked - first.asked,
            near.pointed,
            near.chance,
            written,
            min(n, MOST) if written else 0,
            max(0, _index(part.choices, choice)),
            part is not context.parts[0],
            len(context.parts) > 1,
            choice.hit.question_cosine,
            min(p.probability for p in context.parts),
            all(layer == "foreign" for layer in layers),
            _document(cites) == document,
            self.weighed + n,
            len(part.text.split()),
            further,
            rest,
            choice.beside,
        ]


def _stand(first: bool, worth: bool, answering: bool) -> Stand:
    if first:
        return Stand.FIRST
    return Stand.LEFT if not worth else Stand.SAID if answering else Stand.FURTHER


def _near(part: PartQuery, cites: Sequence[Cite]) -> _Near:
    cited = part.cited(cites)
    near = [hit.sentences[line] for hit, lines in cited for line in lines]
    return _Near(
        score=max((hit.score for hit, _ in cited), default=None),
        cosine=max((one.cosine for one in near), default=UNLIKE),
        asked=max((one.asked or 0.0 for one in near), default=0.0) or UNASKED,
        pointed=max((one.pointed or 0.0 for one in near), default=0.0),
        chance=max((chance[line] for hit, lines in cited for chance in [line_chances(hit)] for line in lines), default=0.0),
    )


def _less(score: float | None, other: float | None) -> float:
    return LEAST if score is None or other is None else max(LEAST, score - other)


def _index(choices: Sequence[Choice], choice: Choice) -> int:
    return next((n for n, other in enumerate(choices) if other.hit is choice.hit), -1)


def _is_of(cites: Sequence[Cite], families: tuple[str, ...]) -> bool:
    return any(is_of(cite.provision, families) for cite in cites)


def _document(cites: Sequence[Cite]) -> str:
    return cites[0].document if cites else ""


@lru_cache(maxsize=3)
def _trees(of: str) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]:
    """The features and thresholds that the trees ask for (a row each: the first question, then the second below and above it), and what
    they add (below below, below above, above below, above above).
    """
    asked, thresholds, added = [], [], []
    for name, threshold, below, above in _fitted(of)["trees"]:
        asked.append([SHOWN.index(feature) for feature in (name, below[0], above[0])])
        thresholds.append([threshold, below[1], above[1]])
        added.append([*below[2:], *above[2:]])
    return np.array(asked), np.array(thresholds), np.array(added)


def _fitted(of: str) -> Any:
    return section("worth")[of] if of else section("worth")


def odds(rows: NDArray[np.float64], of: str = "") -> NDArray[np.float64]:
    """The log-odds that each row's sentence holds what was asked for (rows × ``FEATURES``; ``of``: "leads" where first ones count too), or
    that a reader would show it at once (``of``: "shown"; rows × ``SHOWN``).
    """
    asked, thresholds, added = _trees(of)
    values = rows[:, asked]  # rows × trees × 3
    over = values > thresholds
    second = np.where(over[..., 0], over[..., 2], over[..., 1])
    leaf = 2 * over[..., 0] + second
    told: NDArray[np.float64] = np.take_along_axis(added[None], leaf[..., None], axis=2)[..., 0].sum(axis=1)
    return told + float(_fitted(of)["base"])
