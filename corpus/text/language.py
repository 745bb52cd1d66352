"""Which language a short text is in.

A question may be one word or a list of keywords, where general identifiers fail. So the corpus's own words vote first (a word that only
the Swedish editions and questions use speaks for Swedish), with the commonest function words; py3langid decides what they leave
open, other languages above all; where nothing tells, the caller's ``default`` (the page's language) stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from corpus.text.normal import squeeze, words

OURS = ("sv", "fi", "en")
_OTHERS = ["no", "da", "de", "fr", "es", "et", "ru", "it", "nl", "pl", "zh", "ar", "uk"]
# What a few words of ours are easily taken for.
NEIGHBOURS = {"no": "sv", "da": "sv", "et": "fi"}
_FUNCTION_WORDS = {
    "sv": "och att det som en ett är på för med av inte vi jag ni kan ska får måste vad vem vilka vilken hur när varför var om till från "
    "eller den har vår våra mig min din oss sig så också finns gör gäller vilket säger enligt ingen inget bör skall där här bara",
    "fi": "ja on ei että mitä mikä kuka ketkä miten milloin miksi missä mistä mihin onko saako voiko pitääkö täytyykö meidän minun se ne "
    "tämä kun jos tai sekä myös mutta kanssa varten mukaan entä meillä minulla voi saa pitää kuinka kenen kenelle keneltä mitkä oma",
    "en": "the and of to in is are we you it that this what who which how when why where can may must should does do our my for with "
    "on about from or an be not have has there any if as by at say says tell me whom",
}


@lru_cache(maxsize=3)
def function_words(language: str) -> frozenset[str]:
    """The commonest words of a language, folded: they say nothing about a text's matter."""
    return frozenset(words(_FUNCTION_WORDS[language]))


@lru_cache(maxsize=2)
def identifier(languages: tuple[str, ...] = (*OURS, *_OTHERS)) -> Any:
    """The identifier of py3langid for these languages: ``classify`` gives the likeliest and its probability."""
    # Loading the model takes a moment, so it waits for the first text that needs it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages(list(languages))
    return found


# From which probability a longer text tells its language.
_SURE = 0.9


def identify(text: str) -> str | None:
    """The language of a longer text, ours or another's; None where the text does not surely tell."""
    if len(re.findall(r"[^\W\d_]", text)) < 40:
        return None
    language, probability = identifier().classify(squeeze(text))
    return str(language) if probability >= _SURE else None


# How much of a word's vote a word of a name has: names keep their language in every other ("stipendium från China Scholarship Council").
_NAME_SHARE = 0.1
# How much more than another word the first one counts, where it is a function word of one language only.
_BEGUN = 0.6
# From which probability the letters of three words or fewer tell the language.
_OF_FEW = 0.94


def _names(text: str) -> set[str]:
    """The words, folded, that begin with a capital within a sentence; none where all the words do."""
    # A first word is one where the next is.
    found = re.findall(r"(?<![.!?:\s])\s+(?=\w)([A-ZÅÄÖ][^\W\d_]*)|^([A-ZÅÄÖ][^\W\d_]*)(?=\s+[A-ZÅÄÖ])", text)
    small = re.search(r"\s[a-zåäö]", text)
    return {word for name in found for word in words(" ".join(name))} if small else set()


# Words that a name may begin with and that tell a language all the same: "Mikä London Statement on?" was taken for English.
_OF_ALL = frozenset(word for listed in _FUNCTION_WORDS.values() for word in words(listed))

# Of each word by how much it speaks for each language.
Votes = dict[str, dict[str, float]]


class LanguageDetector:
    """Tells ``sv``, ``fi``, ``en`` and others apart; knows the corpus's own words by their ``votes``."""

    def __init__(self, votes: Votes) -> None:
        self.votes = votes
        self._weight = dict(votes)
        for language, listed in _FUNCTION_WORDS.items():
            for word in words(listed):
                weight = self._weight.get(word, {})
                self._weight[word] = {**weight, language: max(1.0, weight.get(language, 0.0))}

    @classmethod
    def of(cls, texts: Mapping[str, Iterable[str]]) -> LanguageDetector:
        """Learnt from texts by language."""
        # Joined: a hundred thousand short texts cost more in calls than in words.
        found = {language: Counter(words("\n".join(texts.get(language, ())))) for language in OURS}
        counts = {language: Counter({w: n for w, n in counter.items() if not w.isdigit()}) for language, counter in found.items()}
        totals = {language: sum(counter.values()) or 1 for language, counter in counts.items()}
        votes: Votes = {}
        for word in set().union(*counts.values()):
            shares = {language: counts[language][word] / totals[language] for language in OURS}
            whole = sum(shares.values())
            top, second = sorted(shares.values(), reverse=True)[:2]
            if top > 8 * second:
                votes[word] = {language: share / whole for language, share in shares.items()}
        return cls(votes)

    def detect(self, text: str, default: str = "en") -> str:
        """``sv``, ``fi``, ``en`` or another language's code; ``default`` where the text does not tell."""
        tokens = words(text)
        score = dict.fromkeys(OURS, 0.0)
        names = _names(text)
        for token in tokens:
            for language, weight in self._weight.get(token, {}).items():
                score[language] += weight * (_NAME_SHARE if token in names and token not in _OF_ALL else 1.0)
        if "å" in text.casefold():
            score["sv"] += 1.0
        # What a question begins with tells most: "Mikä Agent Code of Conduct on?" has an "of" and an "on".
        begun = [language for language in OURS if tokens and tokens[0] in function_words(language)]
        if len(begun) == 1:
            score[begun[0]] += _BEGUN
        best, second = sorted(score.items(), key=lambda item: -item[1])[:2]
        known = sum(token in self._weight for token in tokens)
        if best[1] > second[1] + 0.5 and known >= 0.5 * len(tokens):
            return best[0]
        if len(re.findall(r"[^\W\d_]", text)) < 5:
            return default
        language, probability = identifier().classify(squeeze(text))
        if re.search(r"[^\x00-\u024f]", text) and language not in OURS:
            return str(language)
        # A few words that the corpus does not know tell by their letters where these leave hardly a doubt ("IPR tutkimussopimuksessa").
        if probability < (_OF_FEW if len(tokens) <= 3 else 0.7):
            return best[0] if best[1] > second[1] + 0.5 else default
        return NEIGHBOURS.get(language, str(language)) if best[1] > 0 else str(language)
