"""An own document in the shape of the corpus: parts become provisions of layer ``own``, quoted word for word like any official text.

A label names the place as a person would: heading, number, and which paragraph where several share a heading. Labels are in the
document's language, for that is what stands on its pages. A part that is longer than an answer may cite is cut between sentences.
"""

from __future__ import annotations

from collections import Counter

from assistant.policy import say, section
from corpus.load import edition_text
from corpus.model import Document, DocumentMeta, Provision, ProvisionMeta
from corpus.own import OwnDocument
from corpus.parse.parsed import ParsedPart

_LINE = 1200  # characters of a sentence beyond which it is cut at a space: a table row, a list without stops
_SHARE = 0.6  # of what an answer may cite, that one provision has at the most


def own_document(own: OwnDocument) -> Document:
    """The document with its provisions in reading order."""
    everywhere = dict.fromkeys(("sv", "fi", "en"), own.title)
    lead = "upload.lead_in_condition" if own.authority == "funder_condition" else "upload.lead_in"
    placed = [(part, *piece) for part in own.text.parts for piece in _pieces(part)]
    meta = DocumentMeta(
        id=own.id,
        titles=everywhere,
        names=everywhere,
        lead_in={lang: say(lead, lang, name=own.title) for lang in everywhere},
        issuer={lang: say("upload.issuer", lang) for lang in everywhere},
        date=own.date,
        url=None,
        authority=own.authority,
        jurisdiction="FI",
        layer="own",
        binding=False,
        in_force="unknown",
        as_of=None,
        review_by=None,
        official_language=own.language,
        pages=own.text.pages,
        licence="the institution's own",
        provisions=[_meta(part, name) for part, name, _ in placed],
    )
    labels = _labels(own)
    provisions = {}
    for (part, name, lines), of in zip(placed, meta.provisions, strict=True):
        text = edition_text(own.language, "official", labels[part.id], part.headings, lines, {})
        provisions[name] = Provision(f"{own.id}/{name}", name, meta, of, {own.language: text})
    return Document(meta, provisions)


def _meta(part: ParsedPart, name: str) -> ProvisionMeta:
    page: int | list[int] | None = part.page
    if part.page is not None and part.last_page is not None and part.last_page != part.page:
        page = [part.page, part.last_page]
    kind = "note" if part.kind == "note" else "title" if part.kind == "title" else "paragraph"
    return ProvisionMeta.model_validate({"id": name, "kind": kind, "page": page, "number": part.number, "stem": part.stem})


def _pieces(part: ParsedPart) -> list[tuple[str, list[str]]]:
    """A part under its own id, or cut into several where it is too long to be cited."""
    most = int(section("decide")["max_cited_characters"] * _SHARE)
    pieces: list[list[str]] = [[]]
    for line in [piece for sentence in part.lines for piece in _short(sentence)]:
        if pieces[-1] and sum(map(len, pieces[-1])) + len(line) > most:
            pieces.append([])
        pieces[-1].append(line)
    return [(part.id if n == 1 else f"{part.id}.{n}", lines) for n, lines in enumerate(pieces, 1)]


def _short(line: str) -> list[str]:
    out = []
    while len(line) > _LINE:
        at = line.rfind(" ", _LINE // 2, _LINE)
        at = at if at > 0 else _LINE
        out.append(line[:at].strip())
        line = line[at:].strip()
    return [*out, line]


def _labels(own: OwnDocument) -> dict[str, str]:
    """How each part is called in the document's language."""
    shared = Counter(part.label for part in own.text.parts if part.kind != "note")
    seen: Counter[str] = Counter()
    labels = {}
    for part in own.text.parts:
        if part.kind == "note":
            labels[part.id] = say("upload.note", own.language, number=part.number or part.label)
            continue
        seen[part.label] += 1
        paragraph = say("upload.paragraph", own.language, number=seen[part.label])
        if not part.label:
            labels[part.id] = paragraph
        else:
            labels[part.id] = f"{part.label}, {paragraph}" if shared[part.label] > 1 else part.label
    return labels
