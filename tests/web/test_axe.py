"""Accessibility rules that a program can check (axe-core: WCAG 2.0–2.2 A and AA, best practice), in light and dark, in each language.

axe-core comes from the path in ``RI_AXE`` or from npm; without either these are skipped. It finds a part of the barriers only
(docs/accessibility.md).
"""

import os
import shutil
import subprocess
import tarfile

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VERSION = "4.14.1"


@pytest.fixture(scope="session")
def axe(tmp_path_factory):
    named = os.environ.get("RI_AXE")
    if named:
        return open(named, encoding="utf-8").read()
    if shutil.which("npm") is None:
        pytest.skip("no axe-core here (set RI_AXE, or install npm)")
    folder = tmp_path_factory.mktemp("axe")
    done = subprocess.run(["npm", "pack", f"axe-core@{VERSION}"], cwd=folder, capture_output=True, timeout=120)
    if done.returncode:
        pytest.skip("axe-core could not be fetched from npm")
    with tarfile.open(folder / f"axe-core-{VERSION}.tgz") as packed:
        member = packed.extractfile("package/axe.min.js")
        return member.read().decode("utf-8")


def violations(page, axe):
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_no_violation(open_page, axe, language, dark):
    opened = open_page(f"?lang={language}", dark=dark, width=360 if dark and language == "fi" else 1280)
    page = opened.page
    page.locator("#ri-about summary").first.click()
    assert violations(page, axe) == []
    opened.ask(
        {"sv": "Får vi anställa den här forskaren?", "fi": "Saammeko palkata tämän tutkijan?", "en": "May we hire this researcher?"}[
            language
        ]
    )
    opened.ask(
        {"sv": "Vem ska utses till kontaktperson?", "fi": "Kuka nimetään yhteyshenkilöksi?", "en": "Who is appointed contact person?"}[
            language
        ]
    )
    page.locator("#ri-earlier summary").first.click()
    page.locator("#ri-own .label-wrap").click()
    page.wait_for_timeout(400)
    assert violations(page, axe) == []
    page.locator("#ri-views [role=tab]").nth(1).click()
    page.locator("#ri-situation-0").click()
    page.wait_for_selector("#ri-check-result .ri-theme", timeout=60_000)
    page.locator("#ri-check-result .ri-support summary").first.click()
    page.wait_for_timeout(400)
    assert violations(page, axe) == []
