"""People who write in the office while others read, and what was confirmed to them."""

import os
import random
import threading
import urllib.error
import urllib.parse
import urllib.request
import uuid

from lxml import html

TOKEN = "a" * 32


def multipart(fields, files):
    """Return the body of a form with files, and its type."""
    border = uuid.uuid4().hex
    body = b"".join(
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    for name, (file, content) in files.items():
        head = f'--{border}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
        body += f"{head}Content-Type: application/pdf\r\n\r\n".encode() + content + b"\r\n"
    return body + f"--{border}--\r\n".encode(), f"multipart/form-data; boundary={border}"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


class Load:
    """Four people who write and four who read; it knows what was confirmed to them, and what they were told."""

    def __init__(self, base, cookies):
        self.base, self.opener = base, urllib.request.build_opener(NoRedirect)
        self.confirmed, self.documents, self.statuses = [], [], {}
        self.is_over = threading.Event()
        writers = [threading.Thread(target=self.write, args=[*each]) for each in enumerate(cookies)]
        self.threads = writers + [threading.Thread(target=self.read) for _ in range(4)]
        for thread in self.threads:
            thread.start()

    def ask(self, path, data=None, headers=()):
        """Return the status and the body of an answer; 0 where there is none."""
        request = urllib.request.Request(self.base + path, data, dict(headers))
        try:
            with self.opener.open(request, timeout=40) as answer:
                status, body = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            status, body = error.code, b""
        except (OSError, ValueError):
            status, body = 0, b""
        what = "write" if data else "read"
        self.statuses[what, status] = self.statuses.get((what, status), 0) + 1
        return status, body

    def read(self):
        while not self.is_over.wait(0.05):
            self.ask(random.choice(["/", "/?country=TR", "/statistics/", "/institutions/"]))

    def write(self, who, cookie):
        chance = random.Random(who)
        head = {"Cookie": f"sessionid={cookie}; csrftoken={TOKEN}"}
        number = 0
        while not self.is_over.wait(0.05):
            number += 1
            agreement, name = 1 + who * 40 + chance.randrange(40), f"entry {who}-{number}"
            if number % 3:
                form = urllib.parse.urlencode({"text": name, "csrfmiddlewaretoken": TOKEN}).encode()
                if self.ask(f"/admin/partnerships/agreement/{agreement}/journal/", form, head.items())[0] == 302:
                    self.confirmed.append(name)
            else:
                self.upload(agreement, f"document {who}-{number}", head)

    def upload(self, agreement, name, head):
        """Save an agreement as its form has it, with one document more."""
        address = f"/admin/partnerships/agreement/{agreement}/change/"
        status, page = self.ask(address, headers=head.items())
        if status != 200:
            return
        fields = fields_of(page.decode())
        index = int(fields["documents-TOTAL_FORMS"])
        fields |= {"documents-TOTAL_FORMS": index + 1, f"documents-{index}-name": name, "csrfmiddlewaretoken": TOKEN}
        content = b"%PDF-1.4\n" + name.encode() + os.urandom(50_000) + b"\n%%EOF\n"
        body, kind = multipart(fields, {f"documents-{index}-file": ("scan.pdf", content)})
        if self.ask(address, body, [*head.items(), ("Content-Type", kind)])[0] == 302:
            self.documents.append(name)

    def end(self):
        self.is_over.set()
        for thread in self.threads:
            thread.join()


def fields_of(page):
    """Return what the form of a record's page would send, but for its buttons and what is not there yet."""
    [form] = [each for each in html.fromstring(page).forms if each.get("id") == "agreement_form"]
    return {name: value for name, value in form.form_values() if "__prefix__" not in name and not name.startswith("_")}
