"""What is made from an accent can be told apart and read, on the light ground and on the dark one."""

from itertools import pairwise

import pytest

from partnerships.colours import DARK_GROUND, WHITE, colour_of, contrast, dark_accents, light_accents, oklch

ACCENTS = ["#0a558c", "#8a1f3d", "#16603a"]
LAND = {"light": "#eceff2", "dark": "#1f2931"}
INK = {"light": "#14202b", "dark": "#e6ebef"}


def made(accent, scheme):
    """Return the tokens of an accent on the light or the dark ground."""
    return (light_accents if scheme == "light" else dark_accents)(accent)


def test_contrast_is_that_of_wcag():
    assert [round(contrast(*pair), 2) for pair in (("#ffffff", "#000000"), ("#7fb2e5", WHITE))] == [21, 2.23]


@pytest.mark.parametrize("accent", [*ACCENTS, "#000000", "#ffffff"])
def test_a_colour_comes_back_from_oklch(accent):
    assert colour_of(*oklch(accent)) == accent


def test_chroma_gives_way_where_no_screen_shows_it():
    assert oklch(colour_of(0.955, 0.3, 4.3))[0] == pytest.approx(0.955, abs=0.005)


def test_the_usual_accent_has_the_colours_that_were_drawn():
    assert light_accents("#0a558c") == {
        "accent": "#0a558c",
        "on-accent": "#ffffff",
        "tint": "#e9f1f9",
        "step-1": "#b6d1ec",
        "step-2": "#7eadd9",
        "step-3": "#4685bd",
        "step-4": "#0a558c",
        "step-5": "#002a4c",
    }
    assert dark_accents("#0a558c")["accent"] == "#77b8f4"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("accent", [*ACCENTS, "#000000", "#7a4a00"])
def test_steps_of_maps_and_charts_are_apart(accent, scheme):
    tokens = made(accent, scheme)
    steps = [LAND[scheme], *(tokens[f"step-{number}"] for number in range(1, 6))]

    apart = [contrast(*pair) for pair in pairwise(steps)]

    assert 1.3 <= min(apart) <= max(apart) <= 2.2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("accent", ACCENTS)
def test_words_can_be_read(accent, scheme):
    tokens, ground = made(accent, scheme), WHITE if scheme == "light" else DARK_GROUND

    found = [
        contrast(tokens["accent"], ground),
        contrast(tokens["accent"], tokens["on-accent"]),
        contrast(tokens["accent"], tokens["tint"]),
        contrast(INK[scheme], tokens["tint"]),
    ]

    assert min(found) >= 5.4
