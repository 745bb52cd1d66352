"""`evals check`: what must hold of the question sets before a figure means anything.

Faults end in exit status 1; near copies are a report (``evals.copies``). Dev and test are checked together: an id, or a question, that
stands in both would let tuning leak into the test.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.load import Corpus
from corpus.text.normal import fold
from evals.questions import ROOT, SETS, QuestionSet, changed_files, load_split
from evals.spans import OfficialText


def check_questions(corpus: Corpus, root: Path = ROOT) -> list[str]:
    """Every fault of the question sets, in words; empty where all holds. Raises ``MendData`` for a file that cannot be read."""
    faults = [f"{name}: differs from its hash in SHA256SUMS, is missing, or was never recorded" for name in changed_files(root)]
    sets = [load_split(split, root) for split in SETS if (root / split).is_dir()]
    faults += _repeated(sets)
    official = OfficialText(corpus)
    themes = {theme.id for theme in corpus.knowledge.themes}
    for questions in sets:
        faults += _spans(questions, official)
        faults += _themes(questions, themes)
        faults += _expectations(questions)
    return faults


def _repeated(sets: Sequence[QuestionSet]) -> Iterator[str]:
    ids = Counter(item for questions in sets for item in questions.ids())
    yield from (f"{item}: the id stands {count} times" for item, count in ids.items() if count > 1)
    # Turns may repeat ("And agencies?"); what is asked or told alone may not.
    alone = ((language, fold(text)) for questions in sets for where, language, text in questions.texts() if "." not in where)
    yield from (f"asked {count} times in {language}: {text}" for (language, text), count in Counter(alone).items() if count > 1)


def _spans(questions: QuestionSet, official: OfficialText) -> Iterator[str]:
    for where, group in questions.groups():
        lost = (span for span in group.any if isinstance(span, str) and not official.places(span))
        yield from (f"{questions.split} {where}: stands nowhere in the official text: {span!r}" for span in lost)


def _themes(questions: QuestionSet, themes: set[str]) -> Iterator[str]:
    unknown: Counter[str] = Counter()
    for item in questions.situations:
        told = Counter((*item.must, *item.may, *item.must_not))
        unknown.update(set(told) - themes)
        yield from (f"{questions.split} {item.id}: {theme} stands {count} times" for theme, count in told.items() if count > 1)
        yield from (f"{questions.split} {item.id}: says nothing of {theme}" for theme in sorted(themes - set(told)))
    # Named once, not once a situation: one renamed theme would drown every other fault.
    yield from (f"{questions.split}: there is no theme {theme} ({count} situations)" for theme, count in sorted(unknown.items()))


def _expectations(questions: QuestionSet) -> Iterator[str]:
    for item in questions.unanswerable:
        if "answered" in item.expect:
            yield f"{questions.split} {item.id}: unanswerable, but an answer would be right"
        if item.body and "referred" not in item.expect:
            yield f"{questions.split} {item.id}: names a body, but a referral would be wrong"
    for dialogue in questions.conversations:
        for number, turn in enumerate(dialogue.turns, 1):
            if bool(turn.evidence) != (turn.expect == "answered"):
                yield f"{questions.split} {dialogue.id}.{number}: {turn.expect}, with {len(turn.evidence)} pieces of evidence"
