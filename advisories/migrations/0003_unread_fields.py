"""Drop who started an import, which its job records, and when a candidate was added, which the audit trail records."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("advisories", "0002_import_remarks")]

    operations = [
        migrations.RemoveField("importrun", "started_by"),
        migrations.RemoveField("candidate", "added_at"),
    ]
