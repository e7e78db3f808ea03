"""Errors to a server that speaks Sentry's protocol, without what people typed, their cookies and their addresses."""

from partnerships import logs, request_ids


def start(dsn):
    """Report each error to the server of a `dsn`; raise ValueError with a sentence where that cannot be."""
    try:
        import sentry_sdk
        from sentry_sdk.utils import BadDsn
    except ImportError:
        raise ValueError("the package sentry-sdk is not installed; “pip install sentry-sdk” adds it.") from None
    try:
        sentry_sdk.init(
            dsn,
            send_default_pii=False,
            include_local_variables=False,  # a password may be one
            max_request_body_size="never",
            max_breadcrumbs=0,  # what happened before, such as queries, names people
            auto_session_tracking=False,
            send_client_reports=False,
            before_send=cleaned,
        )
    except BadDsn:
        raise ValueError("it is no address of a project, such as https://key@errors.example.org/1.") from None


def cleaned(event, hint):
    """Return an event with the id of its request, and of the request itself with its method and path alone.

    What a visitor did wrong is no event: None.
    """
    if (record := hint.get("log_record")) and logs.is_of_visitor(record):
        return None
    event.setdefault("tags", {})["request_id"] = request_ids.current.get()
    event.pop("user", None)
    if asked := event.pop("request", None):
        url = logs.without_secrets(asked.get("url", "").partition("?")[0])
        event["request"] = {"method": asked.get("method", ""), "url": url}
    if text := event.get("logentry"):
        event["logentry"] = {"message": logs.without_secrets(text.get("formatted") or text.get("message") or "")}
    return event
