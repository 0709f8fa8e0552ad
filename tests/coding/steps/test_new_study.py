"""A new study from files over the API: sheets beside advisories, a shared corpus, copies of a project."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from advisories.corpus.corpora import main_corpus
from advisories.models import Advisory, Job, Upload
from advisories.platform import jobs
from coding.errors import BadInput
from coding.models import Coding, Commitment, Decision, Disagreement, RatingSource, Study
from coding.steps.study import check_name, create_study
from tests.support.factories import advisory, client, person
from tests.support.refi import coded_project
from tests.support.refusals import stored
from tests.support.replicating import GHSA, osv
from tests.support.uploading import upload

pytestmark = pytest.mark.django_db

IMPORTS = "/api/v1/study_imports/"
SHEET = f"advisory,ann,ben,agreed\n{GHSA[0]},leak,leak,leak\n{GHSA[1].lower()},crash,leak,crash\n{GHSA[2]},leak,,\n"


@pytest.fixture(autouse=True)
def no_notification(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(jobs, "notify", lambda job_id, **_: None)
    yield
    used = Upload.objects.filter(state=Upload.State.USED)
    assert not used.filter(job__state__in=["done", "failed", "cancelled"]).exists(), "an upload was left behind"


@pytest.fixture
def lea() -> Any:
    return person("lea")


def file(name: str, content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def flaws(*numbers: int) -> list[SimpleUploadedFile]:
    return [file(f"{number}.json", json.dumps(osv(number))) for number in numbers or (1, 2, 3)]


def send(user: Any, *ratings: tuple[str, str | bytes], dry_run: bool = False, **fields: Any) -> Any:
    body = {"file": [file(*each) for each in ratings or [("sheet.csv", SHEET)]], **fields}
    if "reading" in body:
        body["reading"] = json.dumps(body["reading"])
    return client(user).post(IMPORTS + ("?dry_run=true" if dry_run else ""), body)


def made(user: Any, *ratings: tuple[str, str | bytes], **fields: Any) -> tuple[Study, dict[str, Any]]:
    """Send the files, run the job, and return the study and the result."""
    answer = send(user, *ratings, **fields)
    assert answer.status_code == 201, answer.content
    number = answer.json()["job"]["id"]
    jobs.run_job(number)
    state = client(user).get(f"{IMPORTS}{number}/").json()
    assert state["job"]["state"] == "done", state["job"]["message"]
    return Study.objects.get(slug=state["result"]["study"]), state["result"]


def test_sheet_and_advisories_become_a_study_with_the_person_as_lead(lea: Any) -> None:
    before = stored()
    fields = {"advisories": flaws(), "title": "Mine", "reading": {"final": "agreed"}}
    tried = send(lea, dry_run=True, **fields)
    assert tried.status_code == 200, tried.content
    assert stored() == before
    assert [rater["name"] for rater in tried.json()["reading"]["raters"]] == ["ann", "ben"]
    study, result = made(lea, **{**fields, "advisories": flaws()})
    assert tried.json()["result"] == {**result, "study": ""}
    assert (study.title, result["units"], result["codings"], result["disagreements"]) == ("Mine", 3, 5, 1)
    assert (result["decided"], Decision.objects.get(method="final_rater").decided_by.name) == (1, "lea")
    assert [(m.name, m.user, m.roles) for m in study.members.all()] == [
        ("lea", lea, ["lead", "adjudicator"]),
        ("ann", None, ["rater"]),
        ("ben", None, ["rater"]),
    ]
    source = RatingSource.objects.get()
    assert (source.name, source.door, source.entered_by.user, source.held_final) == (
        "sheet.csv",
        "study_import",
        lea,
        "agreed",
    )
    assert not Commitment.objects.exists()
    assert study.corpus.advisories.count() == 3
    agreement = client(lea).get(f"/api/v1/studies/{study.slug}/rounds/1/agreement/").json()
    assert agreement["report"]["coefficients"]["cohen_kappa"]["value"] == 0


def test_person_can_be_one_of_the_raters_and_a_rater_can_be_final(lea: Any) -> None:
    study, _ = made(lea, advisories=flaws(), own_rater="ben", final_rater="ann")
    members = {m.name: (m.user, m.roles) for m in study.members.all()}
    assert members == {"ben": (lea, ["lead", "rater"]), "ann": (None, ["rater", "adjudicator"])}
    assert not Commitment.objects.exists()  # ratings of a file are committed by nobody
    namesake, _ = made(person("ann"), advisories=flaws())
    assert {m.name for m in namesake.members.all()} == {"ann", "ann (2)", "ben"}


def test_shared_corpus_has_the_advisories_and_gets_none(lea: Any) -> None:
    for key in GHSA[:3]:
        advisory(key)
    own = create_study(title="Of others", user=person("eve"), name="eve").study.corpus
    shared = main_corpus()
    study, result = made(lea, corpus=shared.slug)
    assert result["units"] == 3
    assert set(study.units.values_list("document__advisory__corpus", flat=True)) == {shared.pk}
    assert not study.corpus.advisories.exists()
    before = stored()
    numbered = ("numbers.csv", "unit,ann,ben\n1,leak,leak\n2,leak,crash\n")
    for answer, sentence in (
        (send(lea, corpus="nowhere"), "There is no shared corpus “nowhere”."),
        (send(lea, corpus=own.slug or "x"), "There is no shared corpus"),
        (send(lea, numbered, corpus=shared.slug, dry_run=True), "which name no advisory of a corpus"),
        (send(lea, corpus=shared.slug, advisories=flaws(), dry_run=True), "not both"),
        (send(lea, dry_run=True), "Add their files, or choose the shared corpus"),
        (send(lea, advisories=flaws(1), dry_run=True), "No imported advisory has the identifier"),
        (send(lea, advisories=flaws(), final_rater="eve", dry_run=True), "The final rater “eve” has no ratings"),
        (send(lea, advisories=flaws(), decisions=file("d.csv", "unit\n1\n"), dry_run=True), "d.csv"),
        (send(lea, ("a.csv", SHEET), ("p.qdpx", coded_project({"a": "x"}, {"ann": ["y"]}))), "Do not mix"),
    ):
        assert answer.status_code == 400, answer.content
        assert sentence in answer.json()["detail"]
        assert "/tmp" not in answer.json()["detail"]
    assert stored() == before


def test_everything_unclear_is_asked_at_once_before_a_job(lea: Any) -> None:
    unclear = "advisory,ann,ben,dora\n" + "".join(
        f"{key},{one},{two},{three}\n"
        for key, one, two, three in [(GHSA[n], "ab"[n % 2], "a", "a" if n % 2 else "") for n in range(6)]
    )
    answer = send(lea, ("sheet.csv", unclear), advisories=flaws())
    assert (answer.status_code, answer.json()["code"]) == (422, "reading_needed")
    assert answer.json()["asks"][0]["choices"]
    counted = send(lea, advisories=flaws(), reading={"doubled": "count"})
    assert (counted.status_code, "--doubled count is for manage.py agreement" in counted.json()["detail"]) == (
        400,
        True,
    )
    assert not Job.objects.exists()


def test_open_style_is_matched_by_a_file_or_by_hand(lea: Any) -> None:
    matching = file("matching.csv", "synonym,representative\nleak,Leak\ncrash,Leak\n")
    study, result = made(lea, advisories=flaws(), style="open", matching=matching)
    assert (result["disagreements"], study.rounds.get().matching.confirmed_at is not None) == (0, True)
    study, result = made(lea, advisories=flaws(), style="open")
    assert study.rounds.get().state == "closed"
    assert not Disagreement.objects.filter(round__study=study).exists()  # the matching comes first
    refused = send(lea, advisories=flaws(), style="open", reading={"final": "agreed"}, dry_run=True)
    assert "Add a matching file" in refused.json()["detail"]


def test_copies_of_a_project_become_one_study(lea: Any) -> None:
    texts = {"a": "The first text.", "b": "The second text."}
    ann = coded_project(texts, {"ann": ["leak", "crash"]}, guids={"leak": "g"})
    ben = coded_project(
        texts | {"c": "More."}, {"ben": ["data leak", "leak", ""]}, guids={"data leak": "g", "leak": "h"}
    )
    files = [("ann.qdpx", ann), ("ben.qdpx", ben)]
    tried = send(lea, *files, dry_run=True).json()["result"]
    study, result = made(lea, *files)
    assert (tried["units"], tried["codings"], tried["raters"]) == (3, 4, ["ann", "ben"])
    assert (result["units"], result["codings"], result["disagreements"]) == (3, 4, 1)
    labels = Coding.objects.filter(assignment__rater__name="ben").values_list("code_rows__code__label", flat=True)
    assert list(labels.order_by("assignment__unit__number")) == ["leak", "leak (2)"]
    assert study.rounds.get().rating_sources.count() == 2
    refused = send(lea, *files, decisions=file("d.csv", "unit,codes\n1,leak\n"))
    assert "has codes and decisions of its own" in refused.json()["detail"]


def test_what_a_matching_file_leaves_out_is_counted(lea: Any) -> None:
    lines = "synonym,representative\nleak,Leak\nfast,Fast\nslow,Slow\n"
    tried = send(lea, advisories=flaws(), style="open", matching=file("m.csv", lines), dry_run=True).json()["result"]
    assert tried["remarks"] == [
        "m.csv: 1 private code without a line: they keep their own label.",
        "m.csv: 2 lines with a label that nobody uses.",
    ]
    empty = send(lea, advisories=flaws(), style="open", matching=file("m.csv", lines[:23]), dry_run=True)
    assert (empty.status_code, empty.json()["detail"]) == (
        400,
        "m.csv: The file matches nothing. Add a line for each label.",
    )


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x1b"])
def test_controls_in_names_and_labels_are_dropped_as_in_workbooks(lea: Any, sign: str) -> None:
    rows = [{"advisory": GHSA[n], f"a{sign}nn": f"le{sign}ak", "ben": "leak"} for n in range(3)]
    study, result = made(lea, ("s.json", json.dumps(rows)), advisories=flaws())
    assert (result["raters"], result["codes"], result["disagreements"]) == (["ann", "ben"], 1, 0)
    assert set(study.codes.values_list("label", flat=True)) == {"leak"}


@pytest.mark.parametrize("name", ["a\x00nn", "a\x1bnn"])
def test_name_of_a_member_has_no_controls(name: str) -> None:
    with pytest.raises(BadInput, match="Invalid name of a member"):
        check_name(name)


def test_copy_that_has_codes_of_another_coder_says_so(lea: Any) -> None:
    texts = {"a": "The first text.", "b": "The second text."}
    ann = coded_project(texts, {"ann": ["leak", "crash"]})
    ben = coded_project(texts, {"ann": ["leak", ""], "ben": ["leak", "leak"]})
    study, result = made(lea, ("ann.qdpx", ann), ("ben.qdpx", ben))
    assert result["raters"] == ["ann", "ben"]
    others = dict(study.rounds.get().rating_sources.values_list("name", "held_others"))
    assert others == {"ann.qdpx": [], "ben.qdpx": ["ann"]}


def test_cancelled_and_failed_jobs_leave_nothing(lea: Any) -> None:
    before = stored()
    number = send(lea, advisories=flaws()).json()["job"]["id"]
    assert client(person("eve")).get(f"{IMPORTS}{number}/").status_code == 404
    assert client(lea).post(f"/api/v1/jobs/{number}/cancel/").status_code == 200
    jobs.run_job(number)
    failing = send(lea, advisories=flaws(1)).json()["job"]["id"]
    jobs.run_job(failing)
    state = client(lea).get(f"{IMPORTS}{failing}/").json()
    assert (state["job"]["state"], state["result"]) == ("failed", None)
    assert "No imported advisory has the identifier" in state["job"]["message"]
    Job.objects.all().delete()
    assert stored() == before
    assert not Advisory.objects.exists()


def test_job_that_is_cancelled_while_it_stores_leaves_nothing(lea: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    number = send(lea, advisories=flaws()).json()["job"]["id"]
    real = jobs.Progress.store_result

    def cancel_first(self: jobs.Progress, result: dict[str, Any]) -> None:
        Job.objects.filter(pk=number).update(state=Job.State.CANCELLED)
        real(self, result)

    monkeypatch.setattr(jobs.Progress, "store_result", cancel_first)
    jobs.run_job(number)
    assert not Study.objects.exists()
    assert not Advisory.objects.exists()
    Upload.objects.all().delete()


def test_uploads_of_others_and_used_ones_are_refused(lea: Any) -> None:
    number = upload(client(lea), SHEET.encode(), "sheet.csv")
    others = client(person("eve")).post(IMPORTS, {"upload": number, "advisories": flaws()})
    assert others.status_code == 400
    body = {"upload": number, "advisories_upload": upload(client(lea), json.dumps(osv(1)).encode(), "1.json")}
    short = client(lea).post(IMPORTS, {**body, "reading": json.dumps({"raters": "ann,ben"})})
    assert short.status_code == 201
    assert client(lea).post(IMPORTS, body).status_code == 400  # both are used


def test_command_gives_the_study_to_a_lead_who_can_sign_in(lea: Any, tmp_path: Path) -> None:
    texts = {"a": "The first text.", "b": "The second text."}
    paths = []
    for name in ("ann", "ben"):
        paths.append(tmp_path / f"{name}.qdpx")
        paths[-1].write_bytes(coded_project(texts, {name: ["leak", "crash"]}))
    out = StringIO()
    call_command("import_qdpx", *map(str, paths), "--lead", "lea", stdout=out)
    study = Study.objects.get()
    assert f"Sign in as lea and open /studies/{study.slug}." in out.getvalue()
    assert client(lea).get(f"/api/v1/studies/{study.slug}/").json()["roles"] == ["lead", "adjudicator"]
    assert set(RatingSource.objects.values_list("door", flat=True)) == {"import_qdpx"}
    for arguments, sentence in ((["--lead", "eve"], "no account “eve”"), ([], "--lead")):
        error = StringIO()
        with pytest.raises(SystemExit, match="2"):
            call_command("import_qdpx", str(paths[0]), *arguments, stdout=out, stderr=error)
        assert sentence in error.getvalue()
    call_command("import_qdpx", *map(str, paths), "--final-rater", "Cleo", stdout=out)
    assert "nobody can open it" in out.getvalue()
