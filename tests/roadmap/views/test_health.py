"""What the machines that watch the site are told."""

from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


def test_the_process_lives_without_a_database(client: Client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


def test_it_is_ready_when_every_migration_is_there(client: Client, db):
    assert client.get("/readyz").status_code == 200


def test_it_is_not_ready_while_a_migration_is_missing(client: Client, db):
    MigrationRecorder.Migration.objects.filter(app="roadmap").delete()
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"migrations are missing")


def test_posting_is_refused(client: Client):
    assert client.post("/healthz").status_code == 405
