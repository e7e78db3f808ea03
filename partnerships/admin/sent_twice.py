"""A form of the office that a second click on its button sends again is carried out once, and answered the same twice.

The answer of the first is kept in a file of DATA_DIR, which is locked until it is known. So a second click that reaches
another machine is not known there; what it would do is then told like any other change made meanwhile. Only who sends
the same form again can read what is kept: it may name people, or hold the link of an invitation.
"""

import fcntl
import hashlib
import json
import os
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.cookie import MessageDecoder, MessageEncoder
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import salted_hmac

from partnerships.outages import StillUnderWay

LONGEST_WAIT = 60  # seconds that a second click waits for the answer of the first
KEPT_FOR = 60  # seconds after the first answer, in which the same form is not carried out again
GONE_AFTER = 3600  # seconds after which a file is removed; whatever was sent has been carried out by then


def answered_once(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the response of a `view` to a form; that which it gave already where the same form was sent just before.

    Who sends it again meanwhile waits for that answer. Only what leads elsewhere is kept: what shows the form again has
    not carried it out. It is kept until the person carries out another form: who then sends the first one again, on a
    page that was gone back to, means it.

    Raises StillUnderWay where the answer takes longer than LONGEST_WAIT.
    """
    with answer_file(request) as file:
        if file is None:
            return view()
        if kept := answer_in(file, request):
            return repeated(request, kept)
        response = view()
        with suppress(OSError):  # no room on the disk
            if response.status_code == 302 and not response.cookies:
                forget_others(Path(file.name))
                file.write(answer_of(request, response))
    return response


def answer_of(request, response):
    """Return the address that a redirect leads to, and the messages of the request, as `answer_in` reads them."""
    said = list(getattr(messages.get_messages(request), "_queued_messages", ()))
    for message in said:
        message._prepare()  # a lazy text becomes one of the person's language
    answer = json.dumps([response.headers["Location"], said], cls=MessageEncoder).encode()
    return cipher_of(request).encrypt(answer)


def answer_in(file, request):
    """Return what `answer_of` wrote into a file in the last minute; None, and an empty file, where there is no such."""
    if time.time() - os.fstat(file.fileno()).st_mtime < KEPT_FOR:
        with suppress(InvalidToken):  # it is empty, or the disk had no room for all of it
            return json.loads(cipher_of(request).decrypt(file.read()), cls=MessageDecoder)
    file.truncate(0)
    return None


def forget_others(path):
    """Remove the answers that the person of the file at `path` got to other forms; those under way have none yet."""
    for other in path.parent.glob(f"{path.name.partition('-')[0]}-*"):
        with suppress(FileNotFoundError):
            if other != path and other.stat().st_size:
                other.unlink()


def repeated(request, kept):
    """Return the redirect that was `kept`, with those of its messages that the person has not got yet."""
    address, said = kept
    got = getattr(messages.get_messages(request), "_loaded_messages", ())
    for message in said:
        if message not in got:
            messages.add_message(request, message.level, message.message, message.extra_tags)
    return HttpResponseRedirect(address)


@contextmanager
def answer_file(request: HttpRequest) -> Iterator[IO[bytes] | None]:
    """Yield the file of the answer to a form, which nobody else has meanwhile; None for what is no form of a page."""
    if "csrfmiddlewaretoken" not in request.POST or not request.user.is_authenticated:
        yield None
        return
    try:
        file = (folder() / name_of(request)).open("a+b", buffering=0)
    except OSError:  # no room on the disk
        yield None
        return
    with file:
        wait_for(file)
        file.seek(0)
        yield file


def folder():
    """Return the folder of the answers, without old ones."""
    found = Path(settings.DATA_DIR, "sent")
    found.mkdir(parents=True, exist_ok=True)
    for path in found.iterdir():
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > GONE_AFTER:
                path.unlink()
    return found


def name_of(request):
    """Return the name of the file for a form: a digest of who sends it, one of where to and what stands in it."""
    parts = request.session.session_key, what_is_sent(request)
    return "-".join(digest_of("sent twice", part).hex() for part in parts)


def cipher_of(request):
    """Return the cipher of the answer to a form, whose key is kept nowhere: it is made of what stands in the form."""
    return Fernet(urlsafe_b64encode(digest_of("answer", what_is_sent(request))))


def digest_of(purpose, part):
    """Return a digest, in bytes, of a `part` of what is sent, which is another one for each `purpose`."""
    return salted_hmac(purpose, repr(part), algorithm="sha256").digest()


def what_is_sent(request):
    """Return where a form is sent to and what stands in it, of files a digest."""
    sent = [request.get_full_path(), sorted(request.POST.lists())]
    for name, files in request.FILES.lists():
        for file in files:
            content = hashlib.sha256()
            for chunk in file.chunks():
                content.update(chunk)
            file.seek(0)
            sent.append((name, file.name, content.hexdigest()))
    return sent


def wait_for(file):
    """Lock a file; who has to wait for it keeps no connection to the database meanwhile.

    Raises StillUnderWay where that takes longer than LONGEST_WAIT.
    """
    if is_locked(file):
        return
    if not connection.in_atomic_block:
        connection.close()
    end = time.monotonic() + LONGEST_WAIT
    while not is_locked(file):
        if time.monotonic() > end:
            raise StillUnderWay
        time.sleep(0.1)


def is_locked(file):
    """Lock a file, if nobody else has; return whether it is."""
    with suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
