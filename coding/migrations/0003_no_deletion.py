"""SQLite refuses to delete first ratings, events and releases as PostgreSQL does; both refuse to delete decisions."""

from django.db import migrations

from coding.migrations._triggers import create_triggers, drop_delete_triggers


class Migration(migrations.Migration):
    dependencies = [("coding", "0002_immutable")]

    operations = [migrations.RunPython(create_triggers, drop_delete_triggers)]
