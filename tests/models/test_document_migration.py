"""The migration that begins the histories of documents."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from partnerships.models import Contact, Document, Renewal
from tests.databases import keep_numbers_of_tests_free
from tests.factories import make_agreement

EVIDENCE = ("partnerships", "0033_documents_as_evidence")


@pytest.fixture
def migrate(transactional_db):
    """Yield a function that migrates the database back to before the histories, or on to the last migration."""
    graph = MigrationExecutor(connection).loader.graph
    before = [key.key for key in graph.node_map[EVIDENCE].parents if key.key[0] == "partnerships"]
    last = [key for key in graph.leaf_nodes() if key[0] == "partnerships"]
    yield lambda *, back: MigrationExecutor(connection).migrate(before if back else last)
    keep_numbers_of_tests_free()


def test_documents_of_today_get_a_first_line_of_history_and_those_of_renewals_their_kind(migrate, django_user_model):
    anna = django_user_model.objects.create_user("anna")
    agreement = make_agreement()
    renewal = Renewal.objects.create(
        agreement=agreement, renewed_on="2020-01-01", after_on="2025-12-31", after_precision="year"
    )
    scan = Document.objects.create(agreement=agreement, file="documents/a.pdf", name="a.pdf", sha256="x", size=1)
    decision = Document.objects.create(
        agreement=agreement, renewal=renewal, file="b.pdf", name="b.pdf", sha256="y", size=2, uploaded_by=anna
    )
    contact = Contact.objects.create(agreement=agreement, name="Jane Roe")

    migrate(back=True)
    migrate(back=False)

    kinds = dict(Document.objects.values_list("name", "kind"))
    beginning = contact.history.get()
    first = decision.history.get()
    assert kinds == {"a.pdf": "other", "b.pdf": "renewal"}
    assert [(line.file, line.history_type, line.kind) for line in scan.history.all()] == [
        ("documents/a.pdf", "+", "other")
    ]
    assert (first.history_user, first.history_date, first.kind) == (anna, decision.uploaded_at, "renewal")
    assert (beginning.name, beginning.history_type, beginning.history_user) == ("Jane Roe", "~", None)
