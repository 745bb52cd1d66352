"""What the tests of parsing share: how a parsed text is read back into the words that a person saw."""

import re

import pytest


def headings_and_lines(parsed):
    """Every heading where it begins, and every line, in order."""
    path = ()
    for part in parsed.parts:
        for level, heading in enumerate(part.headings):
            if part.headings[: level + 1] != path[: level + 1]:
                yield heading
        path = part.headings
        yield from part.lines


@pytest.fixture(scope="session")
def words_of():
    """The made-up words (``w12``) of a parsed text, in order."""

    def words(parsed) -> list[str]:
        return re.findall(r"[wW]\d+", " ".join(headings_and_lines(parsed)))

    return words


@pytest.fixture(scope="session")
def sound():
    """Asserts what holds of every parsed text."""

    def check(parsed) -> None:
        ids = [part.id for part in parsed.parts]
        assert len(set(ids)) == len(ids), "an id stands twice"
        assert all(re.fullmatch(r"[a-z0-9][\w.-]*", id_) for id_ in ids)
        known: set[str] = set()
        for part in parsed.parts:
            assert part.stem is None or part.stem in known, "a stem comes after its items, or not at all"
            assert part.lines
            assert all(line == " ".join(line.split()) and line for line in part.lines)
            known.add(part.id)
        notes = {part.number for part in parsed.parts if part.kind == "note"}
        assert {mark for part in parsed.parts for line in part.lines for mark in re.findall(r"\[\^(\w+)\]", line)} <= notes

    return check
