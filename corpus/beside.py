"""The official sentence that stands beside a sentence of the reading edition.

Where the editions are aligned (a text that is carried whole and its translations), line n stands beside line n. A digest is in nobody's
order but its own: then the official sentence is the one that is like it, by the pieces of their words, if it is clearly more like it than
the others. Where none is, a short official passage is quoted whole, and of a longer one nothing: a wrong sentence beside a claim would be
worse than none.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import EditionText, Provision
from corpus.text.likeness import likeness, matter, rarity

# Measured on 807 written sentences of the knowledge files against the lines that they cite: all pairs right, 88 of 100 sentences paired;
# against lines of other provisions 1.4 of 100 would be paired.
ALIKE, AHEAD = 0.35, 1.2
SHORT_PASSAGE = 600


@dataclass(frozen=True, slots=True)
class Beside:
    """The official text of a provision and the words in it that stand beside a run of sentences; ``quote`` is None where none surely do."""

    edition: EditionText
    quote: str | None


def beside(provision: Provision, run: tuple[int, int], language: str) -> Beside | None:
    """What stands beside sentences ``run`` (first and last, numbered from 1) of the edition read in ``language``; None without an official
    text.
    """
    read = provision.edition(language)
    if read.text_kind == "official":
        return Beside(read, _span(read, run))
    # A translation always has its sentence: where the reader's own official text is not aligned with it, the carried one is.
    official = next(
        (text for text in provision.officials(language) if read.text_kind != "translation" or provision.is_aligned(text)),
        None,
    )
    if official is None:
        return None
    if provision.is_aligned(official):
        return Beside(official, _span(official, run))
    return Beside(official, like(read, run, official))


def _span(edition: EditionText, run: tuple[int, int]) -> str:
    start, end = edition.span(*run)
    return edition.text[start:end]


def like(read: EditionText, run: tuple[int, int], official: EditionText) -> str | None:
    """The official words that are like the sentences read; else a passage short enough to be quoted whole; else None."""
    if len(official.lines) == 1:
        return official.text
    found = _alike(read, run, official) if read.language == official.language else None
    if found is not None:
        return _span(official, found)
    return official.text if len(official.text) <= SHORT_PASSAGE else None


def _alike(read: EditionText, run: tuple[int, int], official: EditionText) -> tuple[int, int] | None:
    """The run of official sentences that all the sentences read have their nearest in; None where one has none, or they lie apart."""
    theirs = [matter(line.text, official.language) for line in official.lines]
    weight = rarity(theirs)
    chosen: list[int] = []
    for number in range(run[0], run[1] + 1):
        ours = matter(read.lines[number - 1].text, read.language)
        scores = [likeness(ours, other, weight) for other in theirs]
        best = max(range(len(scores)), key=scores.__getitem__)
        second = max(score for at, score in enumerate(scores) if at != best)
        if scores[best] < ALIKE or scores[best] < AHEAD * second:
            return None
        chosen.append(best + 1)
    first, last = min(chosen), max(chosen)
    # Sentences further apart would drag what lies between them into the quote.
    return (first, last) if last - first < len(chosen) else None
