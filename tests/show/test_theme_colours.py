"""The theme's colours can be read and told apart, on light and dark, by every kind of eye."""

from itertools import combinations

import matplotlib as mpl
import pytest

from labor.show import theme

THEMES = {"light": theme.LIGHT, "dark": theme.DARK}
GROUNDS = ("paper", "band")

# Simulation of full colour blindness on linear RGB: Machado, Oliveira and Fernandes (2009),
# "A Physiologically-based Model for Simulation of Color Vision Deficiency", severity 1.0.
EYES = {
    "typical": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
               (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
                 (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
                (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


def linear(color: str) -> tuple[float, ...]:
    parts = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def luminance(color: str) -> float:
    red, green, blue = linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(color: str, eye: tuple) -> tuple[float, ...]:
    """CIE L*a*b* (D65) of a colour as an eye sees it."""
    seen = [min(max(sum(m * c for m, c in zip(row, linear(color), strict=True)), 0), 1)
            for row in eye]  # fmt: skip
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.95047, 1.0, 1.08883)
    xyz = [sum(m * c for m, c in zip(row, seen, strict=True)) / w
           for row, w in zip(to_xyz, white, strict=True)]  # fmt: skip
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def distance(one: str, other: str, eye: tuple) -> float:
    pairs = zip(lab(one, eye), lab(other, eye), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


def test_the_contrast_formula_gives_known_values():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_has_a_contrast_of_4_5_and_marks_of_3(name, ground):
    colors = THEMES[name]
    for token in theme.TEXTS:
        assert contrast(colors[token], colors[ground]) >= 4.5, token
    for token in theme.MARKS:
        assert contrast(colors[token], colors[ground]) >= 3, token


@pytest.mark.parametrize("name", THEMES)
def test_links_and_summaries_in_the_subject_colour_can_be_read(name):
    assert contrast(THEMES[name]["subject"], THEMES[name]["paper"]) >= 4.5


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", THEMES)
def test_marks_can_be_told_apart_by_every_eye(name, eye):
    colors = THEMES[name]
    for one, other in combinations(("subject", "peer", "paper", "ink"), 2):
        assert distance(colors[one], colors[other], EYES[eye]) >= 15, (one, other)


def test_no_light_colour_is_used_for_two_tokens():
    assert len(set(theme.LIGHT.values())) == len(theme.LIGHT)
    assert set(theme.LIGHT) == set(theme.DARK)


def test_settings_ignore_the_users_own_and_put_them_back():
    with mpl.rc_context({"font.size": 31, "text.parse_math": True}):
        with theme.settings():
            assert mpl.rcParams["font.size"] != 31
            assert not mpl.rcParams["text.parse_math"]
        assert mpl.rcParams["font.size"] == 31
        assert mpl.rcParams["text.parse_math"]
