"""Colours and type: Gradio's base theme on system fonts, and the organisation's accent made legible in light and dark.

All other colours are in ``static/app.css``. An accent that an organisation chose is darkened on white and lightened on dark until text
in it, and text on it, has a contrast of at least 4.5 to 1.
"""

from __future__ import annotations

import gradio as gr

ACCENT, DARK_ACCENT = "#0a5a66", "#6fc3cd"
PAPER, DARK_PAPER = "#ffffff", "#1b2127"
CONTRAST = 4.6
SANS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif"]
MONO = ["ui-monospace", "monospace"]
Colour = tuple[float, float, float]


def theme() -> gr.themes.Base:
    """The base that ``app.css`` builds on; only system fonts, so nothing is fetched."""
    return gr.themes.Base(font=SANS, font_mono=MONO, text_size=gr.themes.sizes.text_md, radius_size=gr.themes.sizes.radius_sm)


def accent_css(chosen: str | None) -> str:
    """The accent as custom properties for light and dark."""
    light, dark = legible(chosen or ACCENT, PAPER, 0.11), legible(chosen or DARK_ACCENT, DARK_PAPER, 0.16)
    return f":root{{--ri-accent:{light}}}\nbody.dark{{--ri-accent:{dark}}}\n"


def legible(colour: str, paper: str, tint: float) -> str:
    """The colour, moved towards black or white until it can be read on the paper, also where that is tinted with a share of the colour."""
    mixed, ground = _parts(colour), _parts(paper)
    towards = (0.0, 0.0, 0.0) if _luminance(ground) > 0.5 else (255.0, 255.0, 255.0)
    for _ in range(60):
        if contrast(mixed, mix(ground, mixed, tint)) >= CONTRAST:
            break
        mixed = mix(mixed, towards, 0.05)
    return "#" + "".join(f"{round(c):02x}" for c in mixed)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """The first colour with a share of the second."""
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours (WCAG 2.2)."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _parts(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: Colour) -> float:
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
