"""Knowledge entries: glossary, actors, referrals, absences, classes, reviewed answers, timeline, roles and risk themes.

Each cites provisions. They are written by people as YAML (docs/corpus.md) and checked by ``corpus.check``; these models only say
what shape an entry has.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Literal

from pydantic import Field

from corpus.model import Strict, Trilingual

Questions = dict[str, list[str]]
TriList = dict[str, list[str]]
Stage = Literal["idea", "application", "running", "end"]
# What a text asks about the last answer: nothing (it asks for something new), or another form of it.
RequestKind = Literal["content", "short", "exact", "again", "language"]
AnswerClass = Literal["off_topic", "near_topic", "live_data", "opinion", "single_case", "evasion", "meta"]


class Entry(Strict):
    """What all entries have."""

    id: str
    questions: Questions = Field(default_factory=dict)


class Said(Strict):
    """A sentence of ours with the provisions that it rests on."""

    text: Trilingual
    cites: list[str]


class Term(Entry):
    """A glossary entry."""

    term: Trilingual
    also: TriList = Field(default_factory=dict)
    text: Trilingual
    cites: list[str]


class Actor(Entry):
    """A body, what it does and does not do."""

    name: Trilingual
    short: TriList = Field(default_factory=dict)
    kind: str
    url: str | None = None
    does: list[Said]
    does_not: list[Said] = Field(default_factory=list)


class OutsideSource(Strict):
    """A page that names a body which the corpus does not name."""

    url: str
    seen: dt.date
    what: str


class Referral(Entry):
    """Which body a matter belongs to, what to prepare, what not to send."""

    matter: Trilingual
    body: Trilingual
    url: str | None = None
    first: list[str] = Field(default_factory=list)
    why: Trilingual
    prepare: TriList
    do_not_send: TriList
    cites: list[str] = Field(default_factory=list)
    source: OutsideSource | None = None


class Absence(Entry):
    """What a document does not contain. ``held: false``: it may stand in the source, but not in what is carried of it here; then the
    question is not covered, and the first sentence of the text says so. ``silent``: the document says nothing of it, rather than otherwise.
    """

    document: str
    held: bool = True
    silent: bool = False
    text: Trilingual
    cites: list[str]
    claims: Questions = Field(default_factory=dict, description="what is wrongly concluded from an answer on the document (claims.yaml)")
    borne_out: Questions = Field(default_factory=dict, description="what is rightly concluded, in like words")

    @property
    def documents(self) -> frozenset[str]:
        """The documents that it speaks of: its own, and those that it cites."""
        return frozenset({self.document, *(cite.partition("/")[0] for cite in self.cites)})


class NoAnswer(Entry):
    """A class of questions that gets no answer, and what is said instead."""

    answer_class: AnswerClass = Field(alias="class")
    text: Trilingual


class ReviewedAnswer(Entry):
    """An answer that needs several provisions, written and reviewed by people."""

    persona: Literal["researcher", "contact_person", "drafter"]
    title: Trilingual
    statements: list[Said]


class Event(Entry):
    """A date and what happened on it."""

    date: dt.date | int
    text: Trilingual
    cites: list[str]


class Role(Strict):
    """A role inside an institution."""

    id: str
    name: Trilingual
    does: Trilingual


class Item(Strict):
    """One thing to check."""

    id: str
    text: Trilingual
    stage: list[Stage]
    responsible: list[str]
    level: int = Field(ge=1, le=4)
    cites: list[str] = Field(default_factory=list)
    pending: str | None = None


class Situation(Strict):
    """A described situation with the themes that it calls for."""

    text: str
    themes: list[str] = Field(default_factory=list)
    may: list[str] = Field(default_factory=list, description="themes that may be raised too")
    why: str | None = None


class When(Strict):
    """When an item applies: at these stages of the work, where the situation says one of these cues. Empty asks nothing."""

    stage: list[Stage] = Field(default_factory=list)
    cues: list[str] = Field(default_factory=list)


class ItemRule(Strict):
    """How one item follows the situation: when it applies, and the roles that join where a cue stands in it."""

    when: When = Field(default_factory=When)
    also: dict[str, list[str]] = Field(default_factory=dict)


class Shift(Strict):
    """What raises or lowers the level: any of the cues, by how much."""

    cues: list[str]
    by: int = Field(ge=-2, le=2)


class Ask(Strict):
    """A question whose answer decides what applies, not asked where one of the cues answers it."""

    text: Trilingual
    settled_by: list[str]


class Adapt(Strict):
    """How a theme follows the situation."""

    escalate_to: list[str] = Field(default_factory=list)
    level: list[Shift] = Field(default_factory=list)
    items: dict[str, ItemRule] = Field(default_factory=dict)
    ask: list[Ask] = Field(default_factory=list)

    def cues(self) -> set[str]:
        """Every cue that is named."""
        rules = self.items.values()
        named = [*(s.cues for s in self.level), *(r.when.cues for r in rules), *(r.also for r in rules), *(a.settled_by for a in self.ask)]
        return {cue for cues in named for cue in cues}

    def roles(self) -> set[str]:
        """Every role that is named."""
        return {*self.escalate_to, *(role for rule in self.items.values() for roles in rule.also.values() for role in roles)}


class Theme(Strict):
    """A risk theme of the checklist."""

    id: str
    title: Trilingual
    level: int = Field(ge=1, le=4)
    escalate: Trilingual
    triggers: dict[str, list[tuple[str, int]]]
    items: list[Item]
    examples: dict[str, list[Situation]]
    contrast: dict[str, list[Situation]] = Field(default_factory=dict)
    implies: list[str] = Field(default_factory=list)
    adapt: Adapt = Field(default_factory=Adapt)


class Cues(Strict):
    """What a situation may say that decides what applies: words by language, of the stages of the work and of named cues."""

    stages: dict[Stage, TriList] = Field(default_factory=dict)
    cues: dict[str, TriList] = Field(default_factory=dict)


class WaysRound(Strict):
    """What is said after an answer: ways round the rules, and honest questions in like words."""

    evasion: Questions = Field(default_factory=dict)
    honest: Questions = Field(default_factory=dict)


class Knowledge(Strict):
    """All of it, in the order of the files."""

    glossary: list[Term] = Field(default_factory=list)
    actors: list[Actor] = Field(default_factory=list)
    referrals: list[Referral] = Field(default_factory=list)
    absences: list[Absence] = Field(default_factory=list)
    read_against: dict[str, str] = Field(default_factory=dict)
    classes: list[NoAnswer] = Field(default_factory=list)
    answers: list[ReviewedAnswer] = Field(default_factory=list)
    timeline: list[Event] = Field(default_factory=list)
    roles: list[Role] = Field(default_factory=list)
    themes: list[Theme] = Field(default_factory=list)
    innocuous: dict[str, list[str]] = Field(default_factory=dict)
    situations: dict[str, list[Situation]] = Field(default_factory=dict)
    cues: Cues = Field(default_factory=Cues)
    requests: dict[RequestKind, list[str]] = Field(default_factory=dict)
    ways_round: WaysRound = Field(default_factory=WaysRound)

    @cached_property
    def answer(self) -> dict[str, ReviewedAnswer]:
        """The reviewed answers by id; a copy with other entries keeps this, as those below."""
        return {entry.id: entry for entry in self.answers}

    @cached_property
    def absence(self) -> dict[str, Absence]:
        """What the sources do not hold, by id."""
        return {entry.id: entry for entry in self.absences}

    @cached_property
    def term(self) -> dict[str, Term]:
        """The glossary by id."""
        return {entry.id: entry for entry in self.glossary}

    @cached_property
    def actor(self) -> dict[str, Actor]:
        """The bodies by id."""
        return {entry.id: entry for entry in self.actors}

    @cached_property
    def event(self) -> dict[str, Event]:
        """The timeline by id."""
        return {entry.id: entry for entry in self.timeline}

    @cached_property
    def referral(self) -> dict[str, Referral]:
        """The bodies that decide, each with its matter, by id."""
        return {entry.id: entry for entry in self.referrals}

    @cached_property
    def no_answer(self) -> dict[str, NoAnswer]:
        """The classes of questions that get no answer, by id."""
        return {entry.id: entry for entry in self.classes}

    def role_name(self, role: str, language: str) -> str:
        """The name of a role in a language; the id itself for an unknown one."""
        return next((r.name[language] for r in self.roles if r.id == role), role)
