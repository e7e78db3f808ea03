"""The style sheet with the colours that are made from the university's accent, at an address that names them."""

import hashlib
from functools import lru_cache

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from partnerships.colours import LEAST_CONTRAST, WHITE, contrast, dark_accents, light_accents

FOR_EVER = "public, max-age=31536000, immutable"


@lru_cache(maxsize=8)
def style_sheet(accent: str) -> str:
    """Return the style sheet of an accent: on the light ground, on the dark one, and where the office chose that."""
    light, dark = rules(light_accents(accent)), rules(dark_accents(accent))
    return (
        f':root, :root[data-theme="light"] {{ {light} }}\n'
        f'@media screen and (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{ {dark} }} }}\n'
        f':root[data-theme="dark"] {{ {dark} }}\n'
    )


def rules(tokens):
    """Return tokens as custom properties."""
    return " ".join(f"--{name}: {colour};" for name, colour in tokens.items())


def digest_of(accent):
    """Return the digest of an accent's style sheet."""
    return hashlib.sha256(style_sheet(accent).encode()).hexdigest()[:8]


def accent_address(accent: str) -> str:
    """Return the address of an accent's style sheet; another one where its text would be another."""
    return reverse("accent", args=[accent.removeprefix("#"), digest_of(accent)])


@require_safe
def accent_style_sheet(request, colour, digest):
    """Return the style sheet of a colour that can be read on white, which browsers may keep for ever."""
    accent = f"#{colour}"
    if contrast(accent, WHITE) < LEAST_CONTRAST or digest != digest_of(accent):
        raise Http404
    return HttpResponse(
        style_sheet(accent), content_type="text/css; charset=utf-8", headers={"Cache-Control": FOR_EVER}
    )
