"""The words by which the language of a text is told, learnt from the corpus and kept with the index: counting them again takes two seconds,
which every opening would wait for.
"""

from __future__ import annotations

import json
from pathlib import Path

from corpus.base.errors import BuildIndex
from corpus.base.settings import LANGUAGES
from corpus.load import Corpus
from corpus.text.language import LanguageDetector

FILE = "words.json"


def detector_of(corpus: Corpus) -> LanguageDetector:
    """A language detector that knows the words of a corpus."""
    return LanguageDetector.of(_texts(corpus))


def save_detector(detector: LanguageDetector, folder: Path) -> None:
    """Write it into a build folder."""
    (folder / FILE).write_text(json.dumps(detector.votes, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def load_detector(folder: Path) -> LanguageDetector:
    """Read it back. Raises ``BuildIndex`` where it is damaged."""
    try:
        return LanguageDetector(json.loads((folder / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise BuildIndex(f"{FILE} of {folder.name} cannot be read.") from error


def _texts(corpus: Corpus) -> dict[str, list[str]]:
    """What the language detector learns our words from."""
    out: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for document in corpus.documents.values():
        for provision in document.provisions.values():
            for language, edition in provision.editions.items():
                out[language].append(edition.text)
            for group in provision.questions:
                for language, asked in group.questions.items():
                    out[language] += asked
    k = corpus.knowledge
    for entry in [*k.glossary, *k.actors, *k.referrals, *k.absences, *k.classes, *k.answers]:
        for language, questions in entry.questions.items():
            out[language] += questions
    for theme in k.themes:
        for language, rows in theme.examples.items():
            out[language] += [row.text for row in rows]
    return out
