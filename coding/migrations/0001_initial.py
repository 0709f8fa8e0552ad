"""The tables as first released."""

import coding.models.codebook
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("advisories", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(default=0)),
                ("deferred_at", models.DateTimeField(blank=True, null=True)),
                ("reassigned_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["unit__number", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("remark", "Remark"), ("keeps", "Keeps"), ("changes", "Changes")],
                        default="remark",
                        max_length=7,
                    ),
                ),
                ("text", models.TextField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Disagreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("different", "Different"),
                            ("overlap", "Overlap"),
                            ("abstained", "Abstained"),
                            ("subset", "Subset"),
                        ],
                        max_length=10,
                    ),
                ),
                ("stored_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["unit__number"],
            },
        ),
        migrations.CreateModel(
            name="Matching",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Code",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=coding.models.codebook.unguessable_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("label", models.CharField(max_length=200)),
                ("definition", models.TextField(blank=True)),
                ("when_to_use", models.TextField(blank=True)),
                ("when_not_to_use", models.TextField(blank=True)),
                ("examples", models.TextField(blank=True)),
                ("near_misses", models.TextField(blank=True)),
                ("colour", models.CharField(max_length=7)),
                ("position", models.PositiveIntegerField(default=0)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="coding.code",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="coding.code",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "label", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Coding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("memo", models.TextField(blank=True)),
                (
                    "certainty",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("certain", "Certain"),
                            ("fairly", "Fairly"),
                            ("unsure", "Unsure"),
                            ("", "Not Stated"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "no_code_reason",
                    models.CharField(
                        blank=True,
                        choices=[("cannot_tell", "Cannot Tell"), ("not_applicable", "Not Applicable"), ("", "No")],
                        default="",
                        max_length=14,
                    ),
                ),
                ("flagged_for_discussion", models.BooleanField(default=False)),
                ("reason", models.TextField(blank=True)),
                ("idempotency_key", models.CharField(max_length=64)),
                ("active_seconds", models.PositiveIntegerField(blank=True, null=True)),
                ("submitted_at", models.DateTimeField()),
                ("coded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="codings", to="coding.assignment"
                    ),
                ),
            ],
            options={
                "ordering": ["assignment", "version"],
            },
        ),
        migrations.CreateModel(
            name="CodingCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="coding_rows", to="coding.code"
                    ),
                ),
                (
                    "coding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="code_rows", to="coding.coding"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="coding",
            name="codes",
            field=models.ManyToManyField(related_name="codings", through="coding.CodingCode", to="coding.code"),
        ),
        migrations.CreateModel(
            name="CommentCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comment_rows", to="coding.code"
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="code_rows", to="coding.comment"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="codes",
            field=models.ManyToManyField(related_name="comments", through="coding.CommentCode", to="coding.code"),
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("agreed", "Agreed"),
                            ("discussion", "Discussion"),
                            ("final_rater", "Final Rater"),
                            ("rule", "Rule"),
                        ],
                        max_length=15,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "merged_code",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="coding.code",
                    ),
                ),
            ],
            options={
                "ordering": ["unit__number", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DecisionCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decision_rows", to="coding.code"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="code_rows", to="coding.decision"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="codes",
            field=models.ManyToManyField(related_name="decisions", through="coding.DecisionCode", to="coding.code"),
        ),
        migrations.AddField(
            model_name="comment",
            name="disagreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="coding.disagreement"
            ),
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.JSONField(blank=True, default=dict)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                (
                    "assignment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="draft", to="coding.assignment"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Exposure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shown_units", models.JSONField()),
                ("shown_at", models.DateTimeField()),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exposures", to="coding.assignment"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150)),
                ("is_lead", models.BooleanField(default=False)),
                ("is_rater", models.BooleanField(default=False)),
                ("is_adjudicator", models.BooleanField(default=False)),
                ("joined_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="MatchingPair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("target_label", models.CharField(max_length=200)),
                ("reason", models.TextField(blank=True)),
                ("matched_at", models.DateTimeField()),
                (
                    "code",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pair", to="coding.code"
                    ),
                ),
                (
                    "matching",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pairs", to="coding.matching"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matched_from",
                        to="coding.code",
                    ),
                ),
                (
                    "matched_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="coding.member",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="matching",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coding.member"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="decided_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coding.member"
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="coding.member"
            ),
        ),
        migrations.CreateModel(
            name="CodebookVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="coding.member",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddField(
            model_name="code",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="private_codes",
                to="coding.member",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="rater",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="coding.member"
            ),
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("note", models.TextField(blank=True)),
                ("results", models.JSONField()),
                ("manifest_sha256", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="coding.member",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="PublicAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("granted_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coding.member"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="coding.member",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="public_access", to="coding.release"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "public_access",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ReleaseFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=200)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="coding.release"
                    ),
                ),
            ],
            options={
                "ordering": ["path"],
            },
        ),
        migrations.CreateModel(
            name="ReleaseChunk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("index", models.PositiveIntegerField()),
                ("compressed", models.BinaryField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="chunks", to="coding.releasefile"
                    ),
                ),
            ],
            options={
                "ordering": ["index"],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "style",
                    models.CharField(
                        choices=[("open", "Open"), ("shared", "Shared"), ("closed", "Closed")], max_length=10
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("pilot", "Pilot"), ("calibration", "Calibration"), ("coding", "Coding")],
                        default="coding",
                        max_length=11,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("open", "Open"),
                            ("closed", "Closed"),
                            ("settled", "Settled"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("multi_label", models.BooleanField(default=False)),
                ("show_classifications", models.BooleanField(default=False)),
                ("primary_statistic", models.CharField(max_length=40)),
                ("threshold", models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True)),
                (
                    "resolution_method",
                    models.CharField(
                        choices=[
                            ("final_rater", "Final Rater"),
                            ("discussion", "Discussion"),
                            ("discussion_then_final_rater", "Discussion Then Final Rater"),
                        ],
                        default="final_rater",
                        max_length=30,
                    ),
                ),
                ("blind_adjudication", models.BooleanField(default=False)),
                (
                    "assignment_scheme",
                    models.CharField(
                        choices=[("all", "All"), ("fixed_number", "Fixed Number"), ("overlap", "Overlap")],
                        default="all",
                        max_length=12,
                    ),
                ),
                ("raters_per_unit", models.PositiveIntegerField(blank=True, null=True)),
                ("overlap_share", models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True)),
                (
                    "unit_order",
                    models.CharField(choices=[("fixed", "Fixed"), ("random", "Random")], default="fixed", max_length=6),
                ),
                ("seed", models.PositiveIntegerField()),
                ("planned_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("discussion_ended_at", models.DateTimeField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "codebook_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="coding.codebookversion",
                    ),
                ),
                (
                    "final_rater",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="coding.member",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddField(
            model_name="release",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="coding.round"
            ),
        ),
        migrations.AddField(
            model_name="matching",
            name="round",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="matching", to="coding.round"
            ),
        ),
        migrations.AddField(
            model_name="disagreement",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="disagreements", to="coding.round"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="coding.round"
            ),
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("salt", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("committed_at", models.DateTimeField()),
                (
                    "last_coding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coding.coding"
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="commitments", to="coding.member"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="commitments", to="coding.round"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="code",
            name="round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="private_codes",
                to="coding.round",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="coding.round"
            ),
        ),
        migrations.CreateModel(
            name="Segment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("quote", models.TextField()),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="segments", to="coding.code"
                    ),
                ),
                (
                    "coding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="segments", to="coding.coding"
                    ),
                ),
            ],
            options={
                "ordering": ["start", "end", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Study",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("question", models.TextField(blank=True)),
                ("notice", models.TextField(blank=True)),
                (
                    "data_licence",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=60,
                        validators=[django.core.validators.RegexValidator("^[A-Za-z0-9.+-]+\\Z")],
                    ),
                ),
                ("sampling_description", models.TextField(blank=True)),
                ("sampling_plan", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField()),
                (
                    "screening",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="study",
                        to="advisories.screening",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "studies",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="round",
            name="study",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="coding.study"
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="study",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="coding.study"
            ),
        ),
        migrations.AddField(
            model_name="member",
            name="study",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="members", to="coding.study"
            ),
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("data", models.JSONField(blank=True, default=dict)),
                ("at", models.DateTimeField()),
                ("previous_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="coding.member",
                    ),
                ),
                (
                    "rater_scope",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sealed_events",
                        to="coding.member",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="coding.round",
                    ),
                ),
                (
                    "study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="coding.study"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="codebookversion",
            name="study",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="codebook_versions", to="coding.study"
            ),
        ),
        migrations.AddField(
            model_name="code",
            name="study",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="codes", to="coding.study"
            ),
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("imported_metadata", models.JSONField(blank=True, null=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="units", to="advisories.document"
                    ),
                ),
                (
                    "study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="units", to="coding.study"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddField(
            model_name="disagreement",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="disagreements", to="coding.unit"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="coding.unit"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="coding.unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="codingcode",
            constraint=models.UniqueConstraint(fields=("coding", "code"), name="code_once_in_coding"),
        ),
        migrations.AddConstraint(
            model_name="coding",
            constraint=models.UniqueConstraint(fields=("assignment", "version"), name="coding_version_once"),
        ),
        migrations.AddConstraint(
            model_name="coding",
            constraint=models.UniqueConstraint(fields=("assignment", "idempotency_key"), name="submitted_once"),
        ),
        migrations.AddConstraint(
            model_name="coding",
            constraint=models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="coding_versions_from_one"),
        ),
        migrations.AddConstraint(
            model_name="commentcode",
            constraint=models.UniqueConstraint(fields=("comment", "code"), name="code_once_in_comment"),
        ),
        migrations.AddConstraint(
            model_name="decisioncode",
            constraint=models.UniqueConstraint(fields=("decision", "code"), name="code_once_in_decision"),
        ),
        migrations.AddConstraint(
            model_name="matchingpair",
            constraint=models.CheckConstraint(
                condition=models.Q(("target_label", ""), _negated=True), name="pair_has_a_label"
            ),
        ),
        migrations.AddConstraint(
            model_name="publicaccess",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)), fields=("release",), name="public_once_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="releasefile",
            constraint=models.UniqueConstraint(fields=("release", "path"), name="release_path_once"),
        ),
        migrations.AddConstraint(
            model_name="releasechunk",
            constraint=models.UniqueConstraint(fields=("file", "index"), name="release_chunk_once"),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.UniqueConstraint(fields=("round", "rater"), name="committed_once"),
        ),
        migrations.AddConstraint(
            model_name="segment",
            constraint=models.CheckConstraint(
                condition=models.Q(("start__lt", models.F("end"))), name="segment_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="segment",
            constraint=models.UniqueConstraint(fields=("coding", "code", "start", "end"), name="segment_once"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(fields=("study", "number"), name="round_number_once"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("study",), name="one_open_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", True),
                        ("opened_at__isnull", True),
                        ("settled_at__isnull", True),
                        ("state", "planned"),
                    ),
                    models.Q(
                        ("closed_at__isnull", True),
                        ("opened_at__isnull", False),
                        ("settled_at__isnull", True),
                        ("state", "open"),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("opened_at__isnull", False),
                        ("settled_at__isnull", True),
                        ("state", "closed"),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("opened_at__isnull", False),
                        ("settled_at__isnull", False),
                        ("state", "settled"),
                    ),
                    _connector="OR",
                ),
                name="round_times_follow_its_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("threshold__isnull", True),
                    models.Q(("threshold__gte", -1), ("threshold__lte", 1)),
                    _connector="OR",
                ),
                name="threshold_is_a_coefficient",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("assignment_scheme", "all"), ("overlap_share__isnull", True), ("raters_per_unit__isnull", True)
                    ),
                    models.Q(
                        ("assignment_scheme", "fixed_number"),
                        ("overlap_share__isnull", True),
                        ("raters_per_unit__gte", 1),
                    ),
                    models.Q(
                        ("assignment_scheme", "overlap"),
                        ("overlap_share__gt", 0),
                        ("overlap_share__lte", 1),
                        ("raters_per_unit__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="assignment_scheme_is_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("blind_adjudication", False), ("final_rater__isnull", False), _connector="OR"),
                name="blind_adjudication_has_a_final_rater",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("discussion_ended_at__isnull", True),
                    models.Q(("closed_at__isnull", False), ("resolution_method", "discussion_then_final_rater")),
                    _connector="OR",
                ),
                name="only_a_planned_discussion_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(fields=("study", "number"), name="release_number_once"),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(fields=("study", "name"), name="member_name_once"),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("user__isnull", False)), fields=("study", "user"), name="user_once_in_study"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(
                condition=models.Q(("rater_scope__isnull", True)), fields=("study", "number"), name="event_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(
                condition=models.Q(("rater_scope__isnull", False)),
                fields=("round", "rater_scope", "number"),
                name="sealed_event_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("rater_scope__isnull", True), ("round__isnull", False), _connector="OR"),
                name="sealed_event_has_a_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="codebookversion",
            constraint=models.UniqueConstraint(fields=("study", "number"), name="codebook_version_once"),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner__isnull", True), ("round__isnull", True)),
                    models.Q(("owner__isnull", False), ("round__isnull", False)),
                    _connector="OR",
                ),
                name="private_code_has_owner_and_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.UniqueConstraint(
                condition=models.Q(("owner__isnull", True), ("retired_at__isnull", True)),
                fields=("study", "label"),
                name="shared_label_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.UniqueConstraint(
                condition=models.Q(("owner__isnull", False), ("retired_at__isnull", True)),
                fields=("round", "owner", "label"),
                name="private_label_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.CheckConstraint(
                condition=models.Q(("label", ""), _negated=True), name="code_has_a_label"
            ),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into__isnull", True), ("retired_at__isnull", False), _connector="OR"),
                name="merged_code_is_retired",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(fields=("study", "number"), name="unit_number_once"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(fields=("study", "document"), name="document_once_in_sample"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="unit_numbers_from_one"),
        ),
        migrations.AddConstraint(
            model_name="disagreement",
            constraint=models.UniqueConstraint(fields=("round", "unit"), name="disagreement_once"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("round", "unit"),
                name="one_current_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_code__isnull", True),
                    models.Q(("decided_by__isnull", True), ("method", "rule")),
                    _connector="OR",
                ),
                name="decision_by_merge_is_a_rule",
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["round", "rater", "position"], name="assignment_by_position"),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(fields=("round", "rater", "unit"), name="assigned_once"),
        ),
    ]
