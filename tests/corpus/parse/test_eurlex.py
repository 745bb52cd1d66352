"""EU acts as XHTML: every form and language of one act gives the same parts, and nothing of the text is lost."""

import pytest

from corpus.parse.read import parse

LANGUAGES = ("sv", "fi", "en")


def wanted_ids(act) -> list[str]:
    """The ids that the description of a recommendation asks for, in reading order."""

    def under(item, prefix):
        yield f"{prefix}-{item.number}"
        for child in item.items:
            yield from under(child, f"{prefix}-{item.number}")
        if item.tail:
            yield f"{prefix}-{item.number}-sub-2"

    ids = ["title", "pbl-1", *(f"rec-{i}" for i in range(1, len(act.recitals) + 1)), "pbl-2"]
    for number, block in enumerate(act.body, 1):
        ids.append(f"enc-{number}")
        for point in block.points:
            ids += under(point, f"enc-{number}" if block.definitions else "p")
    ids.append("fnp-1")
    for number, annex in enumerate(act.annexes, 1):
        ids += [f"annex-{number}", *(i for point in annex.points for i in under(point, f"annex-{number}")), f"annex-{number}-sub-2"]
    return [*ids, *(f"fn-{n}" for n in act.notes)]


@pytest.mark.parametrize("form", ["present", "older", "plain", "formex"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_recommendation_has_the_same_parts_in_every_form_and_language(publishers, form, language):
    """A question asked in Finnish is answered from the part with the same id as in Swedish: forty recitals and twenty points of it."""
    data = getattr(publishers, form)(publishers.RECOMMENDATION, language)
    parsed = parse(data, "formex" if form == "formex" else "eu-xhtml")
    assert [part.id for part in parsed.parts] == wanted_ids(publishers.RECOMMENDATION)
    assert parsed.language == language
    assert parsed.title == " ".join(line[language] for line in publishers.RECOMMENDATION.title)
