"""What does not belong in a question: found where it is, not found where it is not, told, and kept nowhere."""

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import personal
from assistant.faces.batch import Case, run_case
from assistant.personal import find, kept, known_names, mask
from assistant.service import Conversation

DAYS = st.dates(dt.date(1930, 1, 1), dt.date(2029, 12, 31))
FINNISH_CONTROL = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def finnish(day: dt.date, serial: int, wrong: int = 0) -> str:
    digits = f"{day:%d%m%y}{serial:03d}"
    return f"{day:%d%m%y}{'A' if day.year >= 2000 else '-'}{serial:03d}{FINNISH_CONTROL[(int(digits) + wrong) % 31]}"


def luhn(digits: str) -> int:
    return -sum(d - 9 if d > 9 else d for d in (int(c) * (2 - i % 2) for i, c in enumerate(digits))) % 10


def swedish(day: dt.date, serial: int, wrong: int = 0) -> str:
    digits = f"{day:%y%m%d}{serial:03d}"
    return f"{day:%y%m%d}-{serial:03d}{(luhn(digits) + wrong) % 10}"


def weighted(digits: str, *rows: tuple[int, ...]) -> str | None:
    """The digits with the control digits that make each weighted sum divisible by 11; none where a control would be 10."""
    for row in rows:
        control = -sum(w * int(d) for w, d in zip(row, digits, strict=False)) % 11
        if control == 10:
            return None
        digits += str(control)
    return digits


def norwegian(day: dt.date, serial: int) -> str | None:
    return weighted(f"{day:%d%m%y}{serial:03d}", (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))


def danish(day: dt.date, serial: int) -> str | None:
    made = weighted(f"{day:%d%m%y}{serial:03d}", (4, 3, 2, 7, 6, 5, 4, 3, 2))
    return made and f"{made[:6]}-{made[6:]}"


def kinds(text, known=frozenset()):
    return {f.kind for f in find(text, known)}


@given(
    DAYS,
    st.integers(2, 899),
    st.sampled_from([finnish, swedish, norwegian, danish]),
    st.sampled_from(["{}", "Hen ({}) kommer.", "hetu:{}?"]),
)
def test_a_right_identity_number_is_always_found_and_masked(day, serial, make, around):
    number = make(day, serial)
    if number is not None:
        text = around.format(number)
        assert "identity" in kinds(text)
        assert number[-4:] not in mask(text)


@given(DAYS, st.integers(2, 899), st.integers(1, 30))
def test_a_wrong_control_character_is_no_identity_number(day, serial, wrong):
    """A docket number looks like one: who is warned for nothing stops reading warnings."""
    number = finnish(day, serial, wrong)
    assert not personal.finnish(number)
    if number[-1].isalpha():
        # One that ends in a digit may be right in another country.
        assert find(f"Dnr {number} gäller.") == []
    if wrong % 10:
        assert not personal.swedish(swedish(day, serial, wrong))
    for make, right in ((norwegian, personal.norwegian), (danish, personal.danish)):
        other = make(day, serial)
        if other:
            assert right(other)
            assert wrong % 10 == 0 or not right(other[:-1] + str((int(other[-1]) + wrong) % 10))


@given(st.integers(1, 999), st.integers(1990, 2030), DAYS)
def test_law_numbers_references_and_dates_are_left_alone(number, year, day):
    """These are what questions here are full of."""
    text = (
        f"Vad säger lagen {number}/{year}, C/{year}/3510, (EU) {year}/{number}, SWD({year}) {number}, {day:%d.%m.%Y}, {day:%d-%m-%Y}, "
        f"{day.isoformat()}, VN/{number * 31}/{year}, ISBN 978-952-263-{number:03d}-1 och punkt {number}.1?"
    )
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "gone"),
    [
        ("May anna.lindqvist@example.org access the data?", "email", "lindqvist"),
        ("Soita +358 40 123 4567 ja kysy, saako hän vierailla", "phone", "4567"),
        ("Hans nummer är 070-123 45 67, får han komma?", "phone", "45 67"),
        ("Her passport number is K12345678. May she visit?", "passport", "K12345678"),
        ("Passi FP1234567, saako hän tulla?", "passport", "FP1234567"),
        ("My colleague Matti Metsäkorpi is a spy. What do I do?", "accusation", "Metsäkorpi"),
        ("Epäilen, että professori Matti Metsäkorpi vakoilee. Mitä teen?", "accusation", "Metsäkorpi"),
        ("Min kollega Anna-Lena Lindqvist är spion, vad gör jag?", "accusation", "Lindqvist"),
        ("Our server was hacked last night from 10.20.30.40, what now?", "incident", "10.20"),
        ("Meidän palvelimelle murtauduttiin viime yönä, salasana oli Kesä2024!", "incident", "Kesä2024"),
        ("Någon har tagit sig in i vårt system i natt, vad gör vi?", "incident", None),
        ("Henkilötunnus 010190-1239, saako hän tulla?", "identity", "1239"),
        ("Curriculum vitae\nBorn: 1.2.1990\nEducation: MSc, Somewhere\nWork experience: engineer\nCan we hire her?", "cv", "Somewhere"),
        ("Is 0101\u200b90-1239 (henkilötunnus 010190\u200b-1239) fine?", "identity", "-1239"),
    ],
)
def test_what_does_not_belong_is_found_and_masked(text, kind, gone):
    assert kind in kinds(text) or kind == "identity"
    assert gone is None or gone not in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "What do we do if our server is hacked?",
        "Is North Korea spying on universities?",
        "Does the China Scholarship Council spy on students?",
        "Vakoileeko Kiina suomalaisia yliopistoja?",
        "Kan Huawei Technologies läcka våra data?",
        "How do spies from the Russian Federation approach researchers?",
        "Vad säger Skyddspolisen om spioneri?",
        "What should a CV check cover in recruitment? Education, publications, references?",
        "Write to vientivalvonta.um@example.org or info@example.org?",
        "Where does point 12 345 678 stand?",
        "Who is Matti Metsäkorpi?",
    ],
)
def test_ordinary_questions_are_left_alone(text):
    assert find(text) == []
    assert mask(text) == text


def test_names_of_the_corpus_accuse_nobody():
    known = known_names(["Gruppens ordförande var Anna Exempelsson."])
    text = "Did Anna Exempelsson write about espionage?"
    assert kinds(text) == {"accusation"}
    assert kinds(text, known) == set()


@settings(max_examples=300)
@given(st.text(max_size=300))
def test_masking_never_fails_and_twice_is_once(text):
    once = mask(text)
    assert mask(once) == once


def test_nothing_in_the_corpus_is_taken_for_somebodys(assistant):
    """Whatever may be asked of the corpus in its own words passes."""
    known = assistant._loaded.known
    texts = [e.text for d in assistant.corpus.documents.values() for p in d.provisions.values() for e in p.editions.values()]
    asked = [
        q
        for d in assistant.corpus.documents.values()
        for p in d.provisions.values()
        for g in p.questions
        for qs in g.questions.values()
        for q in qs
    ]
    assert [text for text in texts + asked if find(text, known)] == []


@pytest.mark.parametrize(
    ("asked", "told", "language"),
    [
        ("My colleague Matti Metsäkorpi is a spy. Whom do I ask about responsible internationalisation?", "Do not name a person", "en"),
        (
            "Kuka on vastuullisen kansainvälistymisen yhteyshenkilö? Henkilötunnukseni on 010190-1239.",
            "Älä kirjoita tähän henkilötunnuksia",
            "fi",
        ),
        ("Vem är kontaktperson? Min mejl är anna.lindqvist@example.org", "Skriv inga personers e-postadresser", "sv"),
    ],
)
def test_the_person_is_told_and_only_the_question_field_holds_it(assistant, asked, told, language):
    """The record says what was asked, as the contract has it; neither the rest of it nor the memory of the conversation does."""
    talk = Conversation()
    answer = assistant.ask(asked, conversation=talk)
    secrets = ("Metsäkorpi", "010190-", "lindqvist")
    assert answer.question == asked
    assert answer.language == language
    assert any(s.kind == "notice" and s.text.startswith(told) for s in answer.statements)
    rest = answer.model_copy(update={"question": ""}).model_dump_json()
    assert not any(secret in rest for secret in secrets)
    assert not any(secret in repr(talk) for secret in secrets)
    assert not any(secret in kept(answer).model_dump_json() for secret in secrets)


def test_an_accusation_alone_gets_the_notice_in_place_of_an_answer(assistant):
    talk = Conversation()
    answer = assistant.ask("My colleague Matti Metsäkorpi is a spy.", conversation=talk)
    assert (answer.status, answer.citations, talk.turns) == ("referred", [], [])
    assert answer.referral is not None
    assert answer.statements[0].text.startswith("Do not name a person")


def test_a_batch_result_is_masked(assistant):
    asked = "Who is the contact person? Mine is +358 40 123 4567."
    result = run_case(assistant, Case(id=1, turns=[asked]))
    assert "123 4567" not in str(result)
    plan = run_case(assistant, Case(id=2, kind="checklist", turns=["Matti Metsäkorpi is a spy and visits our lab. Call 040 123 4567."]))
    assert "123 4567" not in str(plan)
    assert "Metsäkorpi" not in str(plan)


def test_what_is_masked_is_read_by_no_step(assistant, monkeypatch):
    """A follow-up's sentences were read as they had been typed, with the number that everything else had been spared."""
    read = []
    queries = type(assistant.encoder).queries
    monkeypatch.setattr(type(assistant.encoder), "queries", lambda self, texts: read.extend(texts) or queries(self, texts))
    talk = Conversation()
    assistant.ask("Who appoints the contact person?", conversation=talk)
    number = finnish(dt.date(1990, 1, 1), 123)
    assistant.ask(f"Good, then we appoint {number} ourselves. Is that all?", conversation=talk)
    assert read
    assert not any(number in text for text in read)


def test_a_long_run_of_letters_is_looked_through_at_once():
    """The form of an e-mail address took the square of the length: a line of 160,000 letters held a batch for a minute and a half."""
    started = time.monotonic()
    assert mask("a" * 400_000) == "a" * 400_000
    assert time.monotonic() - started < 5
    assert "jane" not in mask("Write to jane.doe+lab@physics.example.org at once.")
