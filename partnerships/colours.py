"""Colours made from one accent in OKLCH, where the same step looks equally large in every hue.

A colour is written "#0a558c". Lightness goes from 0 to 1; chroma from 0, which is grey, to about 0.3.
"""

from math import atan2, cos, hypot, sin

WHITE, DARK_GROUND, DARK_INK = "#ffffff", "#10171d", "#0b1a26"
LEAST_CONTRAST = 4.5  # of text on its ground (WCAG 2.2, 1.4.3)
DARK_CONTRAST = 8.5  # of the accent on the dark ground
LMS_FROM_RGB = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
LAB_FROM_LMS = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
LMS_FROM_LAB = (
    (1, 0.3963377774, 0.2158037573),
    (1, -0.1055613458, -0.0638541728),
    (1, -0.0894841775, -1.2914855480),
)
RGB_FROM_LMS = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def times(matrix, vector):
    """Return a matrix times a vector, both of three."""
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def linear(colour: str) -> tuple[float, ...]:
    """Return the red, green and blue light of a colour, each from 0 to 1."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG counts it, from 1 to 21."""
    lights = sorted(
        sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear(each), strict=True)) for each in (one, other)
    )
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def oklch(colour: str) -> tuple[float, float, float]:
    """Return the lightness, the chroma and the hue, in radians, of a colour."""
    lightness, a, b = times(LAB_FROM_LMS, [part ** (1 / 3) for part in times(LMS_FROM_RGB, linear(colour))])
    return lightness, hypot(a, b), atan2(b, a)


def colour_of(lightness: float, chroma: float, hue: float) -> str:
    """Return the colour with that lightness and hue, with as much of the chroma as a screen can show."""
    while True:
        lab = lightness, chroma * cos(hue), chroma * sin(hue)
        light = times(RGB_FROM_LMS, [part**3 for part in times(LMS_FROM_LAB, lab)])
        if chroma <= 0 or all(-0.0005 <= part <= 1.0005 for part in light):
            return "#" + "".join(f"{byte_of(part):02x}" for part in light)
        chroma = max(0, chroma - 0.002)


def byte_of(light):
    """Return linear light as a byte of sRGB."""
    light = min(1, max(0, light))
    return round(255 * (light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))


def light_accents(accent: str) -> dict[str, str]:
    """Return the tokens that depend on the accent, on the light ground.

    Step 4 of maps and charts is the accent itself, or a lighter one where that is nearly as dark as step 5.
    """
    lightness, chroma, hue = oklch(accent)
    fourth = accent if lightness >= 0.38 else colour_of(0.42, chroma, hue)
    steps = [(0.85, 0.048), (0.73, 0.082), (0.60, 0.108), None, (0.28, 0.09)]
    made = [colour_of(each[0], min(each[1], chroma), hue) if each else fourth for each in steps]
    tint = colour_of(0.955, min(0.014, chroma), hue)
    return {"accent": accent, "on-accent": WHITE, "tint": tint} | numbered(made)


def dark_accents(accent: str) -> dict[str, str]:
    """Return the tokens that depend on the accent, on the dark ground: there it is raised until it can be read."""
    _lightness, own, hue = oklch(accent)
    chroma = min(own, 0.11)
    raised = next(
        colour
        for step in range(600, 1001, 2)
        if contrast(colour := colour_of(step / 1000, chroma, hue), DARK_GROUND) >= DARK_CONTRAST
    )
    steps = [(0.40, 0.06), (0.52, 0.08), (0.65, 0.10), None, (0.93, 0.035)]
    made = [colour_of(each[0], min(each[1], own), hue) if each else raised for each in steps]
    tint = colour_of(0.29, min(0.035, own), hue)
    return {"accent": raised, "on-accent": DARK_INK, "tint": tint} | numbered(made)


def numbered(steps):
    """Return the colours of maps and charts as tokens."""
    return {f"step-{number}": colour for number, colour in enumerate(steps, start=1)}
