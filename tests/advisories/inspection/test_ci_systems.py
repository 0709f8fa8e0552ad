"""CI systems other than GitHub Actions."""

from __future__ import annotations

import pytest

from tests.support.ci_files import answer, rows_of_tests

GITLAB = ".gitlab-ci.yml"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        # GitLab
        (GITLAB, "t:\n  script: pytest\n", "yes"),
        (GITLAB, ".t:\n  script: pytest\nu:\n  script: [make]\n", "no"),
        (GITLAB, ".t:\n  script: pytest\nu:\n  extends: .t\n", "yes"),
        (GITLAB, "t:\n  script: pytest\n  when: manual\n", "no"),
        (GITLAB, "t:\n  script: pytest\n  only: [schedules]\n", "no"),
        (GITLAB, "t:\n  script: pytest\n  only: [tags, web]\n", "no"),
        (GITLAB, "t:\n  script: pytest\n  only: [merge_requests]\n", "yes"),
        (GITLAB, "t:\n  script: pytest\n  except: [schedules]\n", "yes"),
        (GITLAB, "t:\n  script: pytest\n  rules:\n  - if: $CI_PIPELINE_SOURCE == 'schedule'\n", "no"),
        (GITLAB, "t:\n  script: pytest\n  rules:\n  - if: $CI_COMMIT_TAG\n    when: never\n  - when: on_success\n",
         "yes"),
        (GITLAB, "t:\n  script: pytest\n  rules:\n  - if: $CI_COMMIT_TAG\n", "no"),
        (GITLAB, "t:\n  script: pytest\n  rules:\n  - when: manual\n", "no"),
        (GITLAB, "workflow:\n  rules:\n  - if: $CI_PIPELINE_SOURCE == 'web'\nt:\n  script: pytest\n", "no"),
        (GITLAB, ".s:\n  script: [pytest]\nt:\n  script:\n  - !reference [.s, script]\n", "yes"),
        (GITLAB, "default:\n  before_script: [pip install pytest]\nt:\n  script: [make]\n", "no"),
        (GITLAB, "variables:\n  script: pytest\nt:\n  script: [make]\n", "no"),
        (GITLAB, "include:\n- template: Auto-DevOps.gitlab-ci.yml\n", "yes"),
        (GITLAB, "include:\n- template: Security/SAST.gitlab-ci.yml\n", "no"),
        (GITLAB, "include:\n- project: o/ci\n  file: /templates/pytest.yml\n", "yes"),
        # Travis
        (".travis.yml", "language: python\nscript: pytest\n", "yes"),
        (".travis.yml", "language: python\ninstall: pip install pytest\nscript: make docs\n", "no"),
        (".travis.yml", "language: node_js\n", "yes"),
        (".travis.yml", "language: node_js\nscript: npm run build\n", "no"),
        (".travis.yml", "if: type = cron\nscript: pytest\n", "no"),
        (".travis.yml", "env:\n- CMD=mypy\n- CMD='pytest -q'\nscript: $CMD\n", "yes"),
        (".travis.yml", "jobs:\n  include:\n  - script: pytest\n    if: type = cron\n  - script: make\n", "no"),
        (".travis.yml", "jobs:\n  include:\n  - stage: x\n    script:\n    - cd a\n    - pytest\n", "yes"),
        # CircleCI
        (".circleci/config.yml", "jobs:\n  build:\n    steps:\n    - run: pytest\n", "yes"),
        (".circleci/config.yml", "jobs:\n  t:\n    steps:\n    - run: {name: x, command: pytest}\n"
         "workflows:\n  w:\n    jobs: [other]\n", "no"),
        (".circleci/config.yml", "jobs:\n  t:\n    steps:\n    - run: pytest\nworkflows:\n  w:\n    jobs: [t]\n"
         "    triggers:\n    - schedule: {cron: '0 0 * * *'}\n", "no"),
        (".circleci/config.yml", "jobs:\n  t:\n    steps:\n    - run: pytest\nworkflows:\n  w:\n    jobs:\n    - t:\n"
         "        filters: {tags: {only: /.*/}, branches: {ignore: /.*/}}\n", "no"),
        (".circleci/config.yml", "commands:\n  c:\n    parameters: {x: {default: mypy}}\n"
         "    steps:\n    - run: << parameters.x >>\n"
         "jobs:\n  t:\n    steps:\n    - c: {x: pytest}\nworkflows:\n  w:\n    jobs: [t]\n", "yes"),
        (".circleci/config.yml", "orbs: {python: circleci/python@2}\nworkflows:\n  w:\n    jobs: [python/test]\n",
         "yes"),
        # Azure
        ("azure-pipelines.yml", "steps:\n- script: pytest\n", "yes"),
        ("azure-pipelines.yml",
         "trigger: none\npr: none\nschedules:\n- cron: '0 0 * * *'\nsteps:\n- script: pytest\n", "no"),
        ("azure-pipelines.yml", "trigger: none\npr: none\nsteps:\n- script: pytest\n", "no"),
        ("azure-pipelines.yml", "trigger: none\nsteps:\n- script: pytest\n", "yes"),  # pull requests start it
        ("screwdriver.yaml", "jobs:\n  t:\n    requires: [~pr]\n    steps:\n    - test: pytest\n", "yes"),
        ("screwdriver.yaml", "jobs:\n  t:\n    requires: ['~tag:x']\n    steps:\n    - test: pytest\n", "no"),
        ("screwdriver.yaml", "jobs:\n  t:\n    template: python/validate_unittest\n    requires: [~pr]\n", "yes"),
        ("azure-pipelines.yml", "trigger: none\npr: [main]\njobs:\n- job: a\n  steps:\n  - bash: |\n      pytest\n",
         "yes"),
        ("azure-pipelines.yml", "jobs:\n- job: a\n  condition: false\n  steps:\n  - script: pytest\n", "no"),
        ("azure-pipelines.yml", "steps:\n- task: DotNetCoreCLI@2\n  inputs:\n    command: test\n", "yes"),
        ("azure-pipelines.yml",
         "strategy:\n  matrix:\n    a: {T: lint}\n    b: {T: unit}\nsteps:\n- script: nox -s $(T)\n", "yes"),
        # others
        ("Jenkinsfile", "pipeline { stages { stage('t') { steps { sh 'pytest' } } } }\n", "yes"),
        ("Jenkinsfile",
         "pipeline { triggers { cron('H 2 * * *') }\n stages { stage('t') { steps { sh 'pytest' } } } }\n", "no"),
        ("Jenkinsfile", "node {\n  // sh 'pytest'\n  sh 'make all'\n}\n", "no"),
        ("Jenkinsfile", 'node {\n  sh """\n    set -e\n    pytest\n  """\n}\n', "yes"),
        ("Jenkinsfile", 'node {\n  sh(label: "x", script: "pytest")\n}\n', "yes"),
        (".cirrus.yml", "t_task:\n  test_script: pytest\n", "yes"),
        (".cirrus.yml", "t_task:\n  only_if: $CIRRUS_CRON == 'nightly'\n  test_script: pytest\n", "no"),
        ("appveyor.yml", "test_script:\n- cmd: pytest\n", "yes"),
        ("appveyor.yml", "install:\n- pip install pytest\nbuild: off\n", "no"),
        (".buildkite/pipeline.yml", "steps:\n- label: t\n  command: [pytest]\n", "yes"),
        (".buildkite/pipeline.yml", "steps:\n- command: pytest\n  if: build.source == 'schedule'\n", "no"),
        (".buildkite/pipeline.yml", "steps:\n- group: g\n  steps:\n  - commands:\n    - make\n    - pytest\n", "yes"),
        (".tekton/pr.yaml", "metadata:\n  annotations:\n    pipelinesascode.tekton.dev/on-event: '[pull_request]'\n"
         "spec:\n  steps:\n  - script: |\n      #!/bin/sh\n      pytest\n", "yes"),
        (".prow.yaml",
         "presubmits:\n- name: a\n  spec:\n    containers:\n    - command: [make]\n      args: [test]\n", "yes"),
        (".prow.yaml",
         "periodics:\n- name: a\n  spec:\n    containers:\n    - command: [make]\n      args: [test]\n", "no"),
        (".prow.yaml", "postsubmits:\n- name: a\n  spec:\n    containers:\n    - command: [make, push-image]\n", "no"),
        (".zuul.yaml", "- project:\n    templates:\n    - openstack-python3-jobs\n", "yes"),
        (".zuul.yaml", "- project:\n    templates:\n    - check-requirements\n    - publish-openstack-docs-pti\n",
         "no"),
        (".zuul.yaml", "- project:\n    check:\n      jobs:\n      - x-unit\n", "yes"),
        (".zuul.yaml", "- project:\n    periodic:\n      jobs:\n      - x-unit\n", "no"),
        (".drone.yml", "kind: pipeline\nsteps:\n- name: a\n  commands: [go test ./...]\n", "yes"),
        (".drone.yml", "kind: pipeline\nsteps: []\n---\nkind: pipeline\nsteps:\n- commands: [go test ./...]\n", "yes"),
        (".drone.yml", "kind: pipeline\ntrigger: {event: [cron]}\nsteps:\n- commands: [go test ./...]\n", "no"),
        (".woodpecker/a.yml", "when: {event: [push]}\nsteps:\n  t:\n    commands: [cargo test]\n", "yes"),
        ("bitbucket-pipelines.yml", "pipelines:\n  default:\n  - step:\n      script: [pytest]\n", "yes"),
        ("bitbucket-pipelines.yml", "pipelines:\n  custom:\n    x:\n    - step:\n        script: [pytest]\n", "no"),
        ("cloudbuild.yaml", "steps:\n- name: python\n  entrypoint: python\n  args: ['-m', pytest]\n", "yes"),
        ("buildspec.yml", "phases:\n  build:\n    commands:\n    - tox\n", "yes"),
        (".kokoro/build.sh", "#!/bin/bash\nnox\n", "yes"),
        (".semaphore/semaphore.yml", "blocks:\n- task:\n    jobs:\n    - commands: [make test]\n", "yes"),
        ("examples/azure-pipelines.yml", "steps:\n- script: pytest\n", "no"),
        ("vendor/x/Jenkinsfile", "node { sh 'pytest' }\n", "no"),
    ],
)  # fmt: skip
def test_other_systems(path: str, text: str, expected: str) -> None:
    assert answer({path: text}) == expected


def test_included_file_of_gitlab_is_read() -> None:
    files = {GITLAB: "include:\n- local: /ci/t.yml\n", "ci/t.yml": "t:\n  script:\n  - pytest\n"}
    [row] = rows_of_tests(files)
    assert (row.path, row.line, row.values["through"]) == (GITLAB, 1, ["ci/t.yml:3 pytest"])


def test_template_of_azure_is_read_with_its_parameters() -> None:
    files = {
        "azure-pipelines.yml": "jobs:\n- template: ci/job.yml\n  parameters: {tool: pytest}\n",
        "ci/job.yml": "parameters: {tool: mypy}\njobs:\n- job: a\n  steps:\n  - script: ${{ parameters.tool }} .\n",
    }
    [row] = rows_of_tests(files)
    assert (row.path, row.line) == ("azure-pipelines.yml", 2)
