"""What every parser returns, whatever the format: the parts of a text in reading order, with the places that a person would cite.

A parser only reads. It does not know which document the text belongs to, fetches nothing and writes nothing; what it dropped or did
not understand it reports in ``remarks``. Local ids follow one scheme, so that a part found in XHTML, Formex or PDF has the same id:
``title``, ``rec-5`` (recital), ``art-2``, ``art-2-1`` (paragraph), ``art-2-1-a`` (point), ``p-14``, ``p-14-a`` (numbered point outside
articles), ``sec-2`` / ``sec-2-1`` (numbered section, Finnish §), ``annex-1``, ``annex-1-3``, ``fn-8`` (note), and ``h-<slug>`` for text
under an unnumbered heading. Acts are read alike in every language, so there nothing hangs on words: ``pbl-1`` and ``pbl-2`` are the
preamble before and after the recitals, ``enc-1`` … the unnumbered texts of the enacting terms, ``fnp-1`` the final formula. Text that goes
on after the items of a part is ``…-sub-2``, by which paragraph of the part it begins with; a number that stands a second time gets ``.2``;
sections that are numbered anew in every chapter get the chapter before them: ``ch-3-sec-1``. A row of a table is a line, its cells with
`` | `` between them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

PartKind = Literal["title", "recital", "article", "point", "section", "paragraph", "annex", "note"]


@dataclass(frozen=True, slots=True)
class ParsedPart:
    """A part that a person would cite. ``lines`` are its sentences in order, verbatim but for white space and undone hyphenation; a mark
    ``[^8]`` in a line is a reference to note 8. ``label`` is how the publisher names the place ("Article 2", "14. a", "2 §"); ``page`` is
    counted from 1 and only given where the format has pages (``last_page`` where the part ends on a later one); ``stem`` is the local id
    of the part that this one is a letter or item of.
    """

    id: str
    kind: PartKind
    label: str
    lines: tuple[str, ...]
    number: str | None = None
    headings: tuple[str, ...] = ()
    page: int | None = None
    stem: str | None = None
    last_page: int | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """One kind of thing that was dropped or is doubtful, how many there were, and the first few of them (cut short). ``kind`` is a key of
    the catalogues under ``upload.remark``, so that it can be said in the reader's language.
    """

    kind: str
    count: int
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A whole text. ``language`` is what the file itself says, or None. ``remarks`` name what was dropped or doubtful, one a line;
    ``noted`` says the same so that it can be counted and translated, where the parser gives it.
    """

    format: str
    parts: tuple[ParsedPart, ...]
    title: str = ""
    language: str | None = None
    pages: int | None = None
    remarks: tuple[str, ...] = field(default=())
    noted: tuple[Remark, ...] = field(default=())


class NotReadable(ValueError):
    """The bytes are not what they were said to be, or not what can be read: the message says which, for a person. ``reason`` is a key of
    the catalogues under ``upload.refused``, with the values of its blanks, for saying the same in the reader's language.
    """

    def __init__(self, message: str, reason: str = "broken", **values: int | str) -> None:
        super().__init__(message)
        self.reason, self.values = reason, values
