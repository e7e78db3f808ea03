"""What several tests do with the pages of the office that ask before they act."""

CHANGED_MEANWHILE = (
    "The register has changed meanwhile, so nothing was done. This is what would happen now; please confirm it again."
)


def confirm(client, address, values=(), **options):
    """Open the page at an `address` and send its form with some `values`; return the answer."""
    shown = client.get(address)
    return client.post(address, {"fingerprint": shown.context["fingerprint"], **dict(values)}, **options)


def address_names(patterns):
    """Yield the names of the addresses of some URL patterns."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from address_names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name
