"""The reply as it grows: its statements and citations, what still fits, and under which source's name a sentence stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.cite import Citations
from assistant.context import Choice, Context, PartQuery
from assistant.policy import say, section
from assistant.record import Statement
from assistant.steps.leads import is_ones_own, lead_in, leading_itself, opens_as_example, without_lead
from assistant.steps.worth import Stand, Worth
from corpus.knowledge_model import Said
from corpus.model import DocumentMeta, EditionText, Provision
from corpus.text.likeness import matter, share, within
from index.hits import Hit

_NUMBERED = re.compile(r"(?<![.\d])\d{1,2} ?(?:\(?[a-z]\)?)?$")  # "Recommendation 4 a", "Point 14(b)", "paragraph 3"
Recalled = Literal["", "law", "duty"]  # nothing, what stands in law, a duty that stands there
_ENUMERATOR = re.compile(r"^(?:\d{1,2}\.|[a-z]\.|\d\))\s+")


@dataclass(frozen=True)
class PutBy:
    """Sentences that wait for the end of the answer: lines of a choice, or written ones; ``part`` is the place of what was asked."""

    part: int
    choice: Choice
    written: tuple[Said, ...] = ()

    @property
    def document(self) -> str:
        """The document that they are said with."""
        return (self.written[0].cites[0] if self.written else self.choice.hit.id).partition("/")[0]


class Composer:
    """The reply as it grows."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.language = context.language
        self.citations = Citations(context.language)
        self.worth = Worth(context)
        self.put_by: list[PutBy] = []  # what more there is to say after the answer
        self.instead: list[int] = []  # the places of what was said already in the place of a choice's first sentence
        self.speaking = ""  # the document that the last lead-in named
        self.examples = False  # examples stand last that say themselves where they are from
        self.exampled = False  # some example was announced
        self.said: set[tuple[str, int]] = set()
        self.own_words: set[int] = set()  # the places of what a provision says itself
        policy = section("decide")
        self.max_statements = 1 if context.short else int(policy["max_statements"])
        self.max_characters = int(policy["max_cited_characters"])
        self.max_citations, self.max_list = int(policy["max_citations"]), int(policy["max_list_citations"])
        self.share = (self.max_citations, self.max_characters)  # how far the part at hand may go
        self.before, self.later = 0, 0  # how many citations the parts before it have, and how many parts come after it
        self.usual = str(section("language")["structure"]["document"])  # what needs no name in a sentence under its own
        self.announced, self.announces = "", ""  # what stands over the next sentence that is said, and the document that it names

    def begin(self, parts_left: int) -> None:
        """Begin a part: what is left is shared among the parts that are left, so that the first does not take it all."""
        self.before, self.later, used = len(self.citations), parts_left - 1, self.citations.characters()
        self.share = (
            self.before + -(-(self.max_citations - self.before) // parts_left),
            used + (self.max_characters - used) // parts_left,
        )

    def announce(self, text: str, document: str = "") -> None:
        """Put a line over what is said next, if anything is; none where the text is empty. ``document``: the source that it names."""
        self.announced, self.announces = text, document

    def lead_in(self, provision: Provision, text: str, law: bool = False) -> None:
        """Name the source of a sentence with its date and force, in short where another spoke in between: what stands under a lead-in is
        read as its. A sentence that names its source itself is not announced with the same name again. ``law``: it recalls what stands in
        law, which under "not binding" would be read as an advice.
        """
        document = provision.document
        restating = document.lead_in_restates.get(self.language) if law else None
        speaking = f"{document.id}: law" if restating else document.id
        if speaking != self.speaking:
            self.speaking, self.examples = speaking, self.examples and document.layer == "foreign"
            self.exampled |= document.layer == "foreign"
            name, said = document.names[self.language], [statement.text for statement in self.context.statements]
            again = say("answer.again", self.language, name=name[:1].upper() + name[1:])
            whole = restating or lead_in(document, text, self.language, said)
            self.context.notice(again if speaking in self.context.led else whole)
            self.context.led.add(speaking)

    def _among_examples(self, document: DocumentMeta, announced: bool) -> None:
        """An example that says itself where it is from stands under no other source's name: readers took a Dutch one for Aalto's."""
        if self.speaking not in ("", document.id) and not self.examples and not announced:
            self.context.notice(say("answer.another_example" if self.exampled else "answer.examples", self.language))
        self.speaking, self.examples, self.exampled = document.id, True, True
        self.context.led.add(document.id)

    def fits(self, cited: Sequence[tuple[Provision, tuple[int, ...]]], whole_list: bool = False) -> bool:
        """Whether one sentence that rests on all of these sentences of provisions may be said. A part's first may take more than its share,
        but leaves a citation for each part after it. The first of all is said whatever it needs: a reply that says nothing is none.
        """
        if not len(self.citations) and not self.later:
            return True
        new = {provision.id: provision for provision, lines in cited if self.citations.opens(provision, lines)}
        number = len(self.citations) + len(new)
        used = self.citations.characters() + sum(len(provision.edition(self.language).text) for provision in new.values())
        most, characters = self.share
        if whole_list:
            most, characters = self.max_list, self.max_characters
        elif len(self.citations) == self.before:
            most, characters = self.max_citations - self.later, self.max_characters
        return not new or (number <= most and used <= characters)

    def sentences(self, choice: Choice, whole_list: bool = False) -> list[int]:
        """Say the chosen sentences of a provision; returns the places of the statements."""
        provision = self.provision(choice.hit.id)
        new = [line for line in choice.lines if (provision.id, line) not in self.said]
        edition = provision.edition(self.language)
        places = []
        for line in new:
            # A sentence far from the others of its passage is cited apart.
            if not self.fits([(provision, (line,))], whole_list):
                continue
            number = self.citations.add(provision, (line,), choice.hit.score)
            self.said.add((provision.id, line))
            plain = None if whole_list or self.context.exact else edition.lines[line - 1].plain
            text = plain or sentence_text(provision, edition, line, whole_list)
            if text.endswith(":") and not whole_list and line + 1 not in choice.lines:
                # What it announces is not said here.
                text = text[:-1] + " …"
            kind = "digest" if plain else statement_kind(edition)
            recalled = recalled_law([(provision, (line,))])
            places.append(self.add(text, kind, [number], edition.language, provision, recalled=recalled))
            self.own_words.add(places[-1])
        return places

    def place(self, choice: Choice) -> bool:
        """Name the place of a provision that is only near what was asked: its words stand with the sources, not in the reader's way.
        Whether there was anything to name.
        """
        provision, numbers = self.provision(choice.hit.id), []
        for line in choice.lines:
            # One after the other: a sentence far from the first is a citation of its own, for which there may be no room any more.
            if self.citations.opens(provision, (line,)) and self.fits([(provision, (line,))]):
                numbers.append(self.citations.add(provision, (line,), choice.hit.score))
        if numbers:
            self.add(place_of(provision, choice.lines[0], self.language), "notice", numbers, self.language)
        return bool(numbers)

    def written(self, statements: list[Said], kind: str = "digest", score: float | None = None) -> list[int]:
        """Say reviewed sentences with their citations."""
        places = []
        for said in statements:
            cited = [self.cited(cite) for cite in said.cites]
            if not self.fits(cited):
                continue
            if kind == "digest" and (place := self._told(said.text[self.language], cited)) is not None:
                places.append(place)
                continue
            numbers = sorted({self.citations.add(provision, lines, score) for provision, lines in cited})
            self.said |= {(provision.id, line) for provision, lines in cited for line in lines}
            # A correction names its source itself; after another one's sentences it would be read as theirs.
            led_by = cited[0][0] if cited and (kind == "digest" or self.speaking) else None
            text = said.text[self.language]
            if kind == "digest" and {provision.document.id for provision, _ in cited} == {self.usual}:
                text = without_lead(text, self.language)
            places.append(self.add(text, kind, numbers, self.language, led_by, recalled=recalled_law(cited)))
        return places

    def _told(self, text: str, cited: Sequence[tuple[Provision, tuple[int, ...]]]) -> int | None:
        """The place of a sentence that says much the same as a reviewed one, where all that it rests on was said in its own words."""
        if not all((provision.id, line) in self.said for provision, lines in cited for line in lines):
            return None
        own, most = matter(text, self.language), float(section("decide")["retold"])
        # Two reviewed sentences on one sentence of a source tell two things of it.
        for place in sorted(self.own_words):
            if within(own, matter(self.context.statements[place].text, self.language)) >= most:
                return place
        return None

    def once(self, part: PartQuery, stands: Sequence[Stand], texts: Sequence[str]) -> list[Stand]:
        """Where sentences stand when none of the answer says nearly what another one does: the later is put by; the first of its part or
        choice only where what was said says all of it, and that is kept in ``instead``. Of a list that is asked for whole all are said.
        """
        if part.whole_list or part.outcome != "answered":
            return list(stands)
        least, most, kept = float(section("decide")["again"]), float(section("decide")["told_again"]), []
        visible = [(n, said) for n, said in enumerate(self.context.statements) if said.citations and not said.further]
        before = [(n, matter(said.text, self.language)) for n, said in visible]
        told = [own for _, own in before]
        for stand, text in zip(stands, texts, strict=True):
            own = matter(text, self.language)
            whole = next((n for n, other in before if within(own, other) >= least and len(own) <= len(other)), None)
            if stand == Stand.FIRST and whole is not None:
                self.instead.append(whole)
                stand = Stand.FURTHER
            elif stand == Stand.SAID and any(within(own, other) >= least or share(own, other) >= most for other in told):
                stand = Stand.FURTHER
            kept.append(stand)
            if stand >= Stand.SAID:
                told.append(own)
        return kept

    def verbatim(self, text: str) -> bool:
        """Whether a sentence stands in the answer already, but for a word or two."""
        own, least = matter(text, self.language), float(section("decide")["verbatim"])
        others = (matter(said.text, self.language) for said in self.context.statements if said.citations)
        return any(within(own, other) >= least and least * len(other) <= len(own) <= len(other) / least for other in others)

    def add(
        self, text: str, kind: str, numbers: list[int], language: str, led_by: Provision | None = None, *, recalled: Recalled = ""
    ) -> int:
        """Say one sentence, under the lead-in of its source where it has one; returns its place. What was said under an earlier part is not
        said again, and no lead-in announces it. ``recalled``: what it tells of what stands in law.
        """
        itself = leading_itself(led_by.document, text, self.language) if led_by else None
        for place, said in enumerate(self.context.statements):
            if said.text in (text, itself) and said.citations:
                return place
        announced, named = bool(self.announced), self.announces
        if announced:
            self.context.notice(self.announced)
            self.speaking = self.announces or self.speaking
            self.announce("")
        if led_by and (itself or (self.speaking and is_ones_own(led_by.document) and opens_as_example(text, self.language))):
            text = itself if itself and led_by.document.id not in self.context.led else text
            self._among_examples(led_by.document, announced)
        elif led_by:
            # A line that names the source and not its force ("also in the same source") needs none below it.
            self.lead_in(led_by, text, bool(recalled) and named != led_by.document.id)
        self.context.statements.append(Statement(text=text, language=language, kind=kind, citations=numbers, further=self.context.further))
        if recalled == "duty":
            self.context.duties.add(text)
        return len(self.context.statements) - 1

    def provision(self, full_id: str) -> Provision:
        """A provision of the session or the corpus."""
        return self.context.provision(full_id)

    def cited(self, cite: str) -> tuple[Provision, tuple[int, ...]]:
        """Provision and lines of a knowledge file's citation."""
        return self.context.corpus.cited(cite)


def recalled_law(cited: Sequence[tuple[Provision, tuple[int, ...]]]) -> Recalled:
    """What one that rests on all of these sentences of provisions tells of what stands in law."""
    if not cited or not all(provision.recalls_law(lines) for provision, lines in cited):
        return ""
    return "duty" if all(provision.restates(lines) for provision, lines in cited) else "law"


def plain(provision_id: str, lines: tuple[int, ...]) -> Choice:
    """A choice that the structure made, not the ranking."""
    return Choice(Hit(f"provision:{provision_id}", 0), lines)


def statement_kind(edition: EditionText) -> str:
    """What kind a sentence of an edition is."""
    return "verbatim" if edition.text_kind == "official" else edition.text_kind


def place_of(provision: Provision, line: int, language: str) -> str:
    """The name of a place; where that is a mere number ("paragraph 3" told readers nothing), with the first words of its sentence."""
    edition = provision.edition(language)
    name, label = provision.document.names[language], edition.label
    if not _NUMBERED.search(label):
        return say("answer.place", language, name=name, label=label)
    said = edition.lines[line - 1]
    words = _ENUMERATOR.sub("", said.plain or said.text).split()
    most = int(section("decide")["place_words"])
    cut = " ".join(words[:most]).rstrip(",;:.–") + (" …" if len(words) > most else "")
    return say("answer.place_begins", language, name=name, label=label, words=cut)


def sentence_text(provision: Provision, edition: EditionText, line: int, named: bool = False) -> str:
    """A sentence as it is said: without its enumerator; in a list, and for a note, a title or a heading, with its place in brackets."""
    reading = edition.lines[line - 1].reading
    text = _ENUMERATOR.sub("", reading)
    heading = provision.meta.kind == "recommendation" and reading[:1].isdigit()
    if provision.meta.kind in ("note", "title") or named or heading:
        return f"[{edition.label}:] {text}"
    return text
