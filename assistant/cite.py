"""Citations: from a provision and its sentences to the public record's citation, numbered in order of first use."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.policy import say
from assistant.record import Citation
from corpus.beside import beside
from corpus.model import Provision


@dataclass
class _Used:
    provision: Provision
    first: int
    last: int
    score: float | None


def pinpoint(provision: Provision, language: str) -> str:
    """How a person would cite the place: "Recommendation 1(b), p. 3 (9)". No page is said where none was checked."""
    edition = provision.edition(language)
    label = edition.label
    # What was fetched stands on the pages of its own file, which need not be those of the carried text.
    own = provision.meta.page is None or edition is provision.fetched.get(language)
    page = edition.page if own else provision.meta.page
    if provision.document.layer == "own":
        # The place as it stands in the document, in one language: its label is in no other.
        language = edition.language
    if page is None:
        return label
    shown = "–".join(str(p) for p in page) if isinstance(page, list) else str(page)
    if provision.document.pages and not own:
        return say("citation.pinpoint_of", language, label=label, page=shown, pages=provision.document.pages)
    return say("citation.pinpoint", language, label=label, page=shown)


def _near(used: _Used, first: int, last: int) -> bool:
    """Whether sentences stand so near to those cited that one quote holds both."""
    return first <= used.last + 2 and last >= used.first - 2


class Citations:
    """Collects what statements rely on."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._used: list[_Used] = []

    def __len__(self) -> int:
        return len(self._used)

    def characters(self) -> int:
        """Characters of the passages cited so far."""
        return sum(len(used.provision.edition(self._language).text) for used in self._used)

    def opens(self, provision: Provision, lines: tuple[int, ...]) -> bool:
        """Whether citing these sentences adds a citation: of another provision, or too far from what is cited of this one."""
        return not any(used.provision.id == provision.id and _near(used, min(lines), max(lines)) for used in self._used)

    def add(self, provision: Provision, lines: tuple[int, ...], score: float | None = None) -> int:
        """The number under which these sentences are cited. A quote is one run of sentences: sentences further apart are cited apart."""
        first, last = min(lines), max(lines)
        for number, used in enumerate(self._used, 1):
            if used.provision.id == provision.id and _near(used, first, last):
                used.first, used.last = min(used.first, first), max(used.last, last)
                return number
        self._used.append(_Used(provision, first, last, score))
        return len(self._used)

    def records(self) -> list[Citation]:
        """The citations as the record has them."""
        return [make_citation(u.provision, (u.first, u.last), self._language, number, u.score) for number, u in enumerate(self._used, 1)]


def make_citation(provision: Provision, run: tuple[int, int], language: str, number: int, score: float | None = None) -> Citation:
    """One citation. ``run`` are the first and last sentence relied on."""
    document, edition, official = provision.document, provision.edition(language), beside(provision, run, language)
    start, end = edition.span(*run)
    return Citation(
        number=number,
        document_id=document.id,
        provision_id=provision.id,
        title=document.titles[language],
        issuer=document.issuer[language],
        date=document.date.isoformat() if document.date else None,
        pinpoint=pinpoint(provision, language),
        authority=document.authority,
        jurisdiction=document.jurisdiction,
        layer=document.layer,
        binding=document.binding,
        restates=provision.restates(tuple(range(run[0], run[1] + 1))),
        in_force=document.in_force,
        as_of=document.as_of.isoformat() if document.as_of else None,
        text_kind=edition.text_kind,
        language=edition.language,
        passage=edition.text,
        quote=edition.text[start:end],
        quote_start=start,
        quote_end=end,
        official_passage=official.edition.text if official else None,
        official_quote=official.quote if official else None,
        official_language=official.edition.language if official else None,
        # Where the official text was fetched, it is quoted: the page on which a digest was seen is no longer the source.
        url=(document.url or provision.meta.url) if provision.fetched else (provision.meta.url or document.url),
        score=None if score is None else round(float(score), 4),
    )
