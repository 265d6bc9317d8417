"""Triggers that hold fixed records on PostgreSQL; nothing on SQLite.

They follow the models as these are now, whatever the state of the migrations: a later migration that adds a fixed table
ends with the same operation, and ``install_guards`` makes again what is missing.
"""

from django.db import migrations

from cooperation.models import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
