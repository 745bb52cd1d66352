"""Reading the corpus folder into the model.

The version of a corpus is the hash of every data file that can change an answer, so that an index knows which corpus it was built from.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from corpus.base.collecting import without_collecting
from corpus.base.errors import MendData
from corpus.base.settings import LANGUAGES
from corpus.base.yamlfile import parse_yaml, read_yaml
from corpus.knowledge_model import Knowledge
from corpus.model import Cite, Document, DocumentMeta, EditionText, Language, Line, Provision, QuestionGroup, Strict, TextKind, Trilingual
from corpus.text.normal import NOTE_MARK, squeeze

ROOT = Path(__file__).resolve().parent
M = TypeVar("M")

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*(?:\{#([\w.-]+)\})?\s*$")
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)


@dataclass(frozen=True)
class Corpus:
    """Everything that the assistant may say, and the version of it. ``remarks`` name fetched texts that are damaged and not used."""

    documents: dict[str, Document]
    knowledge: Knowledge
    version: str
    remarks: tuple[str, ...] = ()

    def provision(self, full_id: str) -> Provision:
        """The provision with that full id. Raises ``MendData`` if there is none."""
        document, _, local = full_id.partition("/")
        try:
            return self.documents[document].provisions[local]
        except KeyError:
            raise MendData(f"There is no provision {full_id}.", "Give an id that `assistant corpus list` knows.") from None

    def cited(self, text: str) -> tuple[Provision, tuple[int, ...]]:
        """The provision and the line numbers that a citation in a knowledge file names."""
        cite = Cite.parse(text)
        provision = self.provision(cite.provision)
        return provision, cite.lines or tuple(range(1, len(provision.edition("sv").lines) + 1))


def validate(model: type[M] | TypeAdapter[M], data: Any, where: str) -> M:
    """``data`` as ``model``; the first fault is named with its place in the file."""
    adapter: TypeAdapter[M] = model if isinstance(model, TypeAdapter) else TypeAdapter(model)
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        # A misspelt key shows as one key too many and one missing; the one too many is what the person wrote.
        first = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")
        place = ".".join(str(part) for part in first["loc"])
        raise MendData(f"{where}: {place}: {first['msg']}.", "Mend it as docs/corpus.md shows.") from error


class EditionHead(Strict):
    """What an edition says of itself before its text."""

    language: Language
    text_kind: TextKind
    basis: str | None = None


class QuestionRow(Strict):
    """Expected questions of some lines, as ``questions.yaml`` has them."""

    lines: list[int]
    sv: list[str] = Field(default_factory=list)
    fi: list[str] = Field(default_factory=list)
    en: list[str] = Field(default_factory=list)

    def group(self) -> QuestionGroup:
        """The same as the model has it."""
        return QuestionGroup(tuple(self.lines), {language: tuple(getattr(self, language)) for language in LANGUAGES})


_PLAIN = TypeAdapter(dict[str, dict[int, Trilingual]])
_QUESTIONS = TypeAdapter(dict[str, list[QuestionRow]])


@dataclass(frozen=True)
class RawEdition:
    """An edition as it stands in its file: provisions by local id, in order."""

    language: str
    text_kind: str
    headings: list[str]
    provisions: dict[str, tuple[str, tuple[str, ...], list[str]]]


def parse_edition(text: str, name: str) -> RawEdition:
    """A Markdown edition: front matter, headings, ``### label {#id}`` provisions, a sentence a line."""
    front = _FRONT.match(text)
    if not front:
        raise MendData(f"{name}: no front matter.", "Begin the file with --- language, text_kind, basis ---.")
    head = validate(EditionHead, parse_yaml(front.group(1), name), name)
    path: dict[int, str] = {}
    headings: list[str] = []
    provisions: dict[str, tuple[str, tuple[str, ...], list[str]]] = {}
    lines: list[str] | None = None
    for number, raw in enumerate(text[front.end() :].splitlines(), 1):
        heading = _HEADING.match(raw)
        if heading and heading.group(3):
            if heading.group(3) in provisions:
                raise MendData(f"{name}: the id {heading.group(3)} stands twice.")
            lines = []
            provisions[heading.group(3)] = (heading.group(2), tuple(path[k] for k in sorted(path)), lines)
        elif heading:
            level = len(heading.group(1))
            path = {k: v for k, v in path.items() if k < level} | {level: heading.group(2)}
            headings.append(heading.group(2))
            lines = None
        elif raw.strip():
            if lines is None:
                raise MendData(f"{name}: text outside a provision (text line {number}).", "Put it under a '### label {#id}' heading.")
            lines.append(squeeze(raw))
    return RawEdition(head.language, head.text_kind, headings, provisions)


def edition_text(
    language: str,
    kind: str,
    label: str,
    headings: tuple[str, ...],
    raw: list[str],
    aids: Mapping[int, str],
    in_plain: Mapping[int, Trilingual] | None = None,
) -> EditionText:
    """The lines of a provision joined into its passage, with the offsets of each."""
    lines, spans, text = [], [], ""
    for number, sentence in enumerate(raw, 1):
        plain = squeeze(NOTE_MARK.sub("", sentence))
        lines.append(Line(plain, tuple(NOTE_MARK.findall(sentence)), aids.get(number), (in_plain or {}).get(number, {}).get(language)))
        start = len(text) + (1 if text else 0)
        text = f"{text} {plain}" if text else plain
        spans.append((start, start + len(plain)))
    return EditionText(language, kind, label, headings, tuple(lines), text, tuple(spans))


def _editions(folder: Path) -> dict[str, RawEdition]:
    """The editions of a document by language; there must be one at least."""
    found = {}
    for path in sorted(folder.glob("[a-z][a-z].md")):
        name = f"{folder.name}/{path.name}"
        edition = parse_edition(path.read_text(encoding="utf-8"), name)
        if edition.language != path.stem:
            raise MendData(f"{name}: language is {edition.language}, and the file is called {path.name}.", "Make them the same.")
        found[path.stem] = edition
    if not found:
        raise MendData(f"{folder.name}: there is no edition.", "Write sv.md, fi.md and en.md beside document.yaml.")
    return found


def _by_provision(path: Path, model: TypeAdapter[dict[str, M]], known: set[str]) -> dict[str, M]:
    """A file of a document that is kept by provision; empty where there is none."""
    name = f"{path.parent.name}/{path.name}"
    rows = validate(model, read_yaml(path) or {}, name) if path.exists() else {}
    unknown = sorted(set(rows) - known)
    if unknown:
        raise MendData(f"{name}: the provision {unknown[0]} is not in document.yaml.", "Mend its id, or list it there.")
    return rows


def _questions(folder: Path, known: set[str]) -> dict[str, tuple[QuestionGroup, ...]]:
    """The expected questions of a document by provision; none where it has no such file."""
    rows = _by_provision(folder / "questions.yaml", _QUESTIONS, known)
    return {provision: tuple(row.group() for row in of) for provision, of in rows.items()}


def load_document(folder: Path) -> Document:
    """One document folder. Raises ``MendData`` that names the file and what to mend."""
    meta = validate(DocumentMeta, read_yaml(folder / "document.yaml"), f"{folder.name}/document.yaml")
    if meta.id != folder.name:
        raise MendData(f"{folder.name}/document.yaml: its id is {meta.id}.", "Give the folder and the document the same name.")
    editions = _editions(folder)
    aids = read_yaml(folder / "aids.yaml") or {} if (folder / "aids.yaml").exists() else {}
    in_plain = _by_provision(folder / "plain.yaml", _PLAIN, {part.id for part in meta.provisions})
    questions = _questions(folder, {part.id for part in meta.provisions})
    provisions: dict[str, Provision] = {}
    for part in meta.provisions:
        texts = {}
        for language, edition in editions.items():
            if part.id not in edition.provisions:
                raise MendData(f"{folder.name}/{language}.md: the provision {part.id} of document.yaml is missing.")
            label, headings, raw = edition.provisions[part.id]
            if beyond := [line for line in in_plain.get(part.id, {}) if line > len(raw)]:
                raise MendData(f"{folder.name}/plain.yaml: {part.id} has no line {beyond[0]}.", "Mend the number.")
            own_aids = aids.get(part.id, {}) if edition.text_kind == "official" else {}
            texts[language] = edition_text(language, edition.text_kind, label, headings, raw, own_aids, in_plain.get(part.id, {}))
        provisions[part.id] = Provision(f"{meta.id}/{part.id}", part.id, meta, part, texts, questions.get(part.id, ()))
    return Document(meta, provisions)


def load_knowledge(folder: Path) -> Knowledge:
    """The knowledge files of a folder; a file that is not there is empty."""
    data: dict[str, Any] = {}
    for kind in ("glossary", "actors", "referrals", "classes", "answers", "timeline", "roles"):
        path = folder / f"{kind}.yaml"
        # A kind that has grown is a folder of files by subject.
        files = [path] if path.exists() else sorted((folder / kind).glob("*.yaml"))
        if files:
            data[kind] = [entry for file in files for entry in read_yaml(file) or []]
    if (folder / "absences.yaml").exists():
        absences = read_yaml(folder / "absences.yaml")
        data["absences"], data["read_against"] = absences["absences"], absences["read_against"]
        if (folder / "claims.yaml").exists():
            _add_claims(data["absences"], folder / "claims.yaml")
    themes = [read_yaml(path) for path in sorted((folder / "themes").glob("*.yaml")) if path.stem != "innocuous"]
    for path in sorted((folder / "words").glob("*.yaml")):
        _add_words(themes, path)
    data["themes"] = themes
    if (folder / "themes" / "innocuous.yaml").exists():
        data["innocuous"] = read_yaml(folder / "themes" / "innocuous.yaml")["examples"]
    data["situations"] = _situations(folder / "situations")
    data["requests"] = _requests(folder / "requests")
    if (folder / "ways_round.yaml").exists():
        data["ways_round"] = read_yaml(folder / "ways_round.yaml")
    if (folder / "cues.yaml").exists():
        data["cues"] = read_yaml(folder / "cues.yaml")
    return validate(Knowledge, data, folder.name)


def _situations(folder: Path) -> dict[str, list[Any]]:
    """Example situations by language; "fi-cases.yaml" joins those of "fi.yaml"."""
    found: dict[str, list[Any]] = {}
    for path in sorted(folder.glob("*.yaml")):
        found.setdefault(path.stem.split("-")[0], []).extend(read_yaml(path) or [])
    return found


def _requests(folder: Path) -> dict[str, list[str]]:
    """Example requests by kind: a file a language, which are read together."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        for kind, texts in (read_yaml(path) or {}).items():
            found.setdefault(kind, []).extend(texts)
    return found


def _add_claims(absences: list[Any], path: Path) -> None:
    """What people conclude, wrongly and rightly, by absence and language, joins the absences."""
    by_id = {absence.get("id"): absence for absence in absences}
    for name, claims in (read_yaml(path) or {}).items():
        if name not in by_id:
            raise MendData(f"{path.name}: there is no absence {name}.", "Mend the name.")
        if unknown := set(claims) - {"wrong", "right"}:
            raise MendData(f"{path.name}: {name} has {', '.join(sorted(unknown))}.", "A conclusion stands under wrong or right.")
        by_id[name] |= {"claims": claims.get("wrong", {}), "borne_out": claims.get("right", {})}


def _add_words(themes: list[Any], path: Path) -> None:
    """Trigger words that stand in a file of a language, by theme and weight, join those of the themes."""
    by_id = {theme.get("id"): theme for theme in themes}
    for name, weights in (read_yaml(path) or {}).items():
        if name not in by_id:
            raise MendData(f"words/{path.name}: there is no theme {name}.", "Mend the name.")
        triggers = by_id[name].setdefault("triggers", {}).setdefault(path.stem, [])
        triggers += [[phrase, weight] for weight, phrases in weights.items() for phrase in phrases]


def corpus_version(root: Path, fetched: Iterable[str] = ()) -> str:
    """Twelve hex digits over the names and bytes of every data file, and over what the fetched official texts made of it."""
    digest = hashlib.sha256()
    for path in sorted([*root.glob("documents/*/*"), *root.glob("knowledge/**/*.yaml")]):
        # facts.yaml tells where a digest comes from; it changes no answer.
        if path.is_file() and path.name != "facts.yaml":
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for name in fetched:
        digest.update(b"\0fetched\0" + name.encode())
    return digest.hexdigest()[:12]


@without_collecting()
def load_corpus(root: Path = ROOT, official: Path | None = None) -> Corpus:
    """The corpus that ships with the program, or another one with the same layout.

    ``official`` is the folder of fetched official texts (``Settings.official()``); they are laid over the documents. Those that are damaged
    are left out and named in the corpus's ``remarks``.
    """
    folders = sorted(path for path in (root / "documents").iterdir() if (path / "document.yaml").exists())
    documents = {d.id: d for d in map(load_document, folders)}
    knowledge = load_knowledge(root / "knowledge")
    if official is None or not official.is_dir():
        return Corpus(documents, knowledge, corpus_version(root))
    # Imported here: the overlay is made of what this module defines.
    from corpus.sync.overlay import fingerprint, lay_over
    from corpus.sync.store import OfficialStore

    laid, fetched, damaged = lay_over(documents, OfficialStore(official))
    return Corpus(laid, knowledge, corpus_version(root, map(fingerprint, fetched)), tuple(map(str, damaged)))
