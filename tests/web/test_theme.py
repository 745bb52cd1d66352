"""Colours: whatever accent an organisation chooses can be read in light and in dark."""

import re
from pathlib import Path

import pytest

from assistant.faces.web import theme

CSS = (Path(theme.__file__).parent / "static" / "app.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("accent", [None, "#ffff00", "#000000", "#ffffff", "#0a5a66", "#ff0000", "#123456", "#88aa00"])
def test_accent_is_legible(accent):
    light, dark = re.findall(r"#[0-9a-f]{6}", theme.accent_css(accent))
    for colour, paper in ((light, theme.PAPER), (dark, theme.DARK_PAPER)):
        for ground in (
            theme._parts(paper),
            theme.mix(theme._parts(paper), theme._parts(colour), 0.16 if paper == theme.DARK_PAPER else 0.11),
        ):
            assert theme.contrast(theme._parts(colour), ground) >= 4.5


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--ri-([a-z-]+): (#[0-9a-f]{3,6})", block))


@pytest.mark.parametrize("mode", [":root", "body.dark"])
def test_text_colours_are_legible(mode):
    found = tokens(CSS[CSS.index(mode + " {") :].split("}")[0])
    full = {k: v if len(v) == 7 else "#" + "".join(c * 2 for c in v[1:]) for k, v in found.items()}
    for ground in ("paper", "card"):
        for ink in ("ink", "soft", "warn", "stop"):
            assert theme.contrast(theme._parts(full[ink]), theme._parts(full[ground])) >= 4.5, (mode, ink, ground)
        assert theme.contrast(theme._parts(full["edge"]), theme._parts(full[ground])) >= 3, "edges of boxes"
    assert theme.contrast(theme._parts(full["ink"]), theme._parts(full["mark"])) >= 4.5
    assert theme.contrast(theme._parts(full["ink"]), theme._parts(full["warn-tint"])) >= 4.5


def test_nothing_is_fetched_by_the_style():
    assert "url(" not in CSS
    assert "@import" not in CSS
    assert "gradient" not in CSS
    assert "animation: none" in CSS, "nothing moves by itself"
