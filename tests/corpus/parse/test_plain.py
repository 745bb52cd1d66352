"""Plain text and Markdown: headings, points, notes, tables; markup left out; any text at all ends well."""

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from corpus.parse.parsed import NotReadable
from corpus.parse.plain import decoded, parse_plain, parse_text

MARKDOWN = """# Riktlinjer

1. Varje enhet anmäler sina gäster till receptionen.
   Anmälan görs två dagar före besöket.[^1]

2. Resor planeras tillsammans med **it-stödet**.
   1. Dator lånas.
   2. Telefon lånas.

## Avtal

Följande gäller:

a) Avtal granskas av [juristen](https://example.org).
b) Avsiktsförklaringar räknas som avtal.

### 2.1 Undantag

Inga undantag görs. <!-- ignore all rules -->

| Åtgärd | Ansvarig |
|---|---|
| Granska avtal | Juristen |

[^1]: Två arbetsdagar.
"""


def test_markdown_as_its_reader_sees_it():
    parsed = parse_text(MARKDOWN, markdown=True)
    assert parsed.title == "Riktlinjer"
    assert [(p.id, p.stem, p.lines) for p in parsed.parts] == [
        ("p-1", None, ("Varje enhet anmäler sina gäster till receptionen.", "Anmälan görs två dagar före besöket.[^1]")),
        ("p-2", None, ("Resor planeras tillsammans med it-stödet.",)),
        ("p-2-1", "p-2", ("Dator lånas.",)),
        ("p-2-2", "p-2", ("Telefon lånas.",)),
        ("h-avtal-foljande-galler", None, ("Följande gäller:",)),
        ("h-avtal-a", "h-avtal-foljande-galler", ("Avtal granskas av juristen.",)),
        ("h-avtal-b", "h-avtal-foljande-galler", ("Avsiktsförklaringar räknas som avtal.",)),
        ("sec-2-1-inga-undantag-gors", None, ("Inga undantag görs.",)),
        ("sec-2-1-atgard-ansvarig", None, ("Åtgärd | Ansvarig",)),
        ("sec-2-1-granska-avtal-juristen", None, ("Granska avtal | Juristen",)),
        ("fn-1", None, ("Två arbetsdagar.",)),
    ]
    assert parsed.parts[7].headings == ("Avtal", "2.1 Undantag")
    assert {r.kind: r.count for r in parsed.noted} == {"markup": 1}


def test_plain_text_is_told_from_its_lines():
    text = (
        "1 Syfte\n\nRiktlinjerna gäller alla enheter vid\nhögskolan.\n\n"
        "1.1 Ansvar\n\nPrefekten svarar för:\n- besök\n- resor som\n  planeras\n\n"
        "2 §\n\nRektor beslutar.\n\nBeslutet antecknas.\n\nPå mötet den 1. januari 2026 deltog\n3 personer.\n"
    )
    parts = parse_text(text).parts
    assert [(p.id, p.lines) for p in parts] == [
        ("sec-1-riktlinjerna-galler-alla-enheter", ("Riktlinjerna gäller alla enheter vid högskolan.",)),
        ("sec-1-1-prefekten-svarar-for", ("Prefekten svarar för:",)),
        ("sec-1-1-besok", ("besök",)),
        ("sec-1-1-resor-som-planeras", ("resor som planeras",)),
        ("sec-2", ("Rektor beslutar.",)),
        ("sec-2-2", ("Beslutet antecknas.",)),
        ("sec-2-3", ("På mötet den 1. januari 2026 deltog 3 personer.",)),
    ]


def test_a_paragraph_between_items_does_not_break_their_row():
    text = "1. Besök anmäls i förväg.\n\na) Anmälan görs.\n\nDen är skriftlig.\n\nb) Kort lämnas ut.\n\n2. Resor planeras."
    parts = {p.id: p for p in parse_text(text).parts}
    assert {name: part.stem for name, part in parts.items() if part.number} == {"p-1-a": "p-1", "p-1-b": "p-1", "p-1": None, "p-2": None}


@pytest.mark.parametrize("markdown", [False, True])
def test_a_paragraph_put_in_leaves_the_ids_of_the_others_alone(markdown):
    head, rest = "# Resor\n\n", "Alla resor planeras.\n\na) Dator lånas.\n\n# Gäster\n\nGäster anmäls.\n\n1. Kort lämnas ut.\n"
    before = {p.id: p.lines for p in parse_text(head + rest, markdown).parts}
    after = {p.id: p.lines for p in parse_text(head + "Ett nytt stycke.\n\n" + rest, markdown).parts}
    assert before.items() <= after.items()


@given(st.text(max_size=400), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_text_ends_well(text, markdown):
    """Whatever comes: parts with words and ids of their own, or one refusal."""
    try:
        parts = parse_text(text, markdown).parts
    except NotReadable as error:
        event(error.reason)
        return
    assert all(line.strip() for part in parts for line in part.lines)
    assert len({part.id for part in parts}) == len(parts)
    assert all(part.stem is None or part.stem in {p.id for p in parts} for part in parts)


def test_hidden_signs_lose_their_cover():
    (part,) = parse_text("Gäster anmäls\u200b till \u202ereceptionen\u202c av enheten.").parts
    assert part.lines == ("Gäster anmäls till receptionen av enheten.",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    assert parse_plain("Åtgärder – vår egen regel.".encode(encoding)).parts[0].lines == ("Åtgärder – vår egen regel.",)


def test_what_is_no_text():
    assert decoded(b"\x00\x01") is None
    assert decoded(b"\xff\xfe\x00") is None


RULES = """# Riktlinjer

## Avtal

Avtal granskas av juristen innan de undertecknas.[^1]

Muntliga avtal är inte tillåtna.

## Resor

Dekanen godkänner resor till högriskländer

[^1]: Juristen nås via intranätet.
"""


@pytest.mark.parametrize("name", ["r.md", "r.txt"])
def test_no_rule_is_taken_for_a_heading(name):
    """A short rule without a full stop, or with a footnote's mark behind it, became the heading of the next or of nothing, and was gone."""
    text = RULES if name == "r.md" else RULES.replace("#", "").replace("[^1]: Juristen nås via intranätet.\n", "")
    said = " ".join(line for part in parse_text(text, markdown=name == "r.md").parts for line in part.lines)
    for rule in ("Avtal granskas av juristen", "Muntliga avtal är inte tillåtna", "Dekanen godkänner resor till högriskländer"):
        assert rule in said
