"""The icon of the site in the sizes that browsers and phones ask for, and the manifest that names them.

It is the university's logo on white, or a tick on its accent where there is no logo.
"""

from io import BytesIO

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw, ImageOps

from partnerships.colours import WHITE
from partnerships.models import HomeInstitution

from .home import home_of

SIZES = (180, 192, 512)  # pixels: of the touch icon, and those that a manifest needs
FAVICON_SIZES = [(16, 16), (32, 32), (48, 48)]
LARGE = 1024  # pixels in which the tick is drawn, so that its edges are smooth in any size
TICK = [(0.25, 0.53), (0.44, 0.72), (0.75, 0.31)]


def picture_of(home: HomeInstitution, size: int) -> Image.Image:
    """Return the icon as a square of `size` pixels."""
    if logo := logo_of(home):
        ground = Image.new("RGB", (size, size), WHITE)
        logo = ImageOps.contain(logo, (size * 7 // 8, size * 7 // 8))
        ground.paste(logo, ((size - logo.width) // 2, (size - logo.height) // 2), logo)
        return ground
    drawn = Image.new("RGB", (LARGE, LARGE), home.accent)
    points = [(x * LARGE, y * LARGE) for x, y in TICK]
    ImageDraw.Draw(drawn).line(points, fill=WHITE, width=LARGE // 8, joint="curve")
    return drawn.resize((size, size), Image.Resampling.LANCZOS)


def logo_of(home):
    """Return the logo of the home institution with its transparency; None without one that can be read."""
    try:
        with home.logo.open() as file, Image.open(file) as logo:
            return logo.convert("RGBA")
    except (ValueError, OSError):
        return None


def sent(picture, form, content_type, **options):
    """Return a response with a picture in that form."""
    file = BytesIO()
    picture.save(file, form, **options)
    return HttpResponse(file.getvalue(), content_type=content_type)


@require_safe
def favicon(request):
    """Return the icon for the tabs of browsers."""
    return sent(picture_of(home_of(request), 48), "ICO", "image/x-icon", sizes=FAVICON_SIZES)


@require_safe
def home_icon(request, size=SIZES[0]):
    """Return the icon in one of the SIZES."""
    if size not in SIZES:
        raise Http404
    return sent(picture_of(home_of(request), size), "PNG", "image/png", optimize=True)


@require_safe
def manifest(request):
    """Return what a phone needs to put the site among its apps, in the language of the address."""
    home = home_of(request)
    icons = [
        {"src": reverse("home_icon", args=[size]), "sizes": f"{size}x{size}", "type": "image/png"} for size in SIZES
    ]
    data = {
        "name": home.full_title,
        "short_name": home.short_name or home.register_name,
        "start_url": reverse("agreement_list"),
        "display": "browser",
        "theme_color": home.accent,
        "background_color": WHITE,
        "icons": icons,
    }
    return JsonResponse(data, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
