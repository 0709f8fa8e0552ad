"""SAST tools by the names of their actions, commands and hooks, and tools that are not SAST."""

from __future__ import annotations

import re
from typing import Final

# Tool → actions of GitHub, orbs, tasks and images that run it, by the beginning of their name.
ACTIONS: Final = {
    "CodeQL": r"github/codeql-action/analyze|azure-task/(?:AdvancedSecurity-Codeql-Analyze|CodeQL3000Finalize)|"
    r"[\w-]+/codeql-action/analyze",
    "Semgrep": r"(?:returntocorp|semgrep)/semgrep(?:-action)?|docker://(?:returntocorp|semgrep)/semgrep",
    "Sonar": r"(?:SonarSource|sonarsource)/(?!sonarqube-quality-gate)[\w-]+|sonarcloud/scan|"
    r"azure-task/(?:SonarCloud|SonarQube)Analyze|"
    r"kitabisa/sonarqube-action|travis-addon/sonarcloud|warchant/setup-sonar-scanner",
    "gosec": r"securego/gosec|docker://(?:docker\.io/)?securego/gosec",
    "Bandit": r"[\w.-]+/(?:[\w.-]*-)?bandit(?:-[\w.-]*)?|azure-task/Bandit",
    "Codacy": r"codacy/codacy-analysis-cli(?:-action)?",
    "DeepSource": r"deepsource(?:labs|corp)?/(?!test-coverage)[\w-]*(?:analy|cli|scan)[\w-]*",
    "Coverity": r"vapier/coverity-scan-action|synopsys-sig/[\w-]+|"
    r"blackduck-inc/(?:black-duck-security-scan|coverity[\w-]*)|"
    r"[\w-]+/[\w-]*coverity[\w-]*|travis-addon/coverity_scan",
    "DevSkim": r"microsoft/DevSkim-Action",
    "Brakeman": r"[\w.-]+/(?:action-)?brakeman[\w.-]*",
    "njsscan": r"ajinabraham/njsscan-action",
    "Pysa": r"facebook/pysa-action|facebook/pyre-action",
    "Qodana": r"JetBrains/qodana-action|azure-task/QodanaScan",
    "CodeGuru": r"aws-actions/(?:codeguru-reviewer|amazon-codeguru[\w-]*)",
    "Checkmarx": r"(?i:checkmarx(?:-ts)?/(?!kics)[\w-]+)|azure-task/Checkmarx[\w-]*",
    "Veracode": r"(?i:veracode/(?![\w-]*sca)[\w-]+)|azure-task/Veracode[\w-]*",
    "Snyk Code": r"snyk/actions(?:/\w+)?(?=#code)",
    "OSSAR": r"github/ossar-action|microsoft/security-devops-action",
    "Bearer": r"bearer/bearer-action",
    "Horusec": r"fike/horusec-action|[\w-]+/horusec[\w-]*",
    "Psalm": r"psalm/psalm-github-security-scan",
    "Flawfinder": r"david-a-wheeler/flawfinder",
    "Slither": r"crytic/slither-action",
    "Fortify": r"fortify(?:-ps)?/(?!github-action/setup)[\w-]*(?:scan|sast)[\w-]*|fortify/github-action\S*",
    "ShiftLeft": r"ShiftLeftSecurity/scan-action",
    "MobSF": r"MobSF/mobsfscan",
    "PVS-Studio": r"pvs-studio/[\w-]+",
}
ACTION_PATTERNS = {tool: re.compile(rf"(?:{pattern})(?=[@:#/]|$)") for tool, pattern in ACTIONS.items()}
# Images of containers in which a job runs. The job's own commands say whether the tool is run.
COMMANDS: Final = {
    "Bandit": r"bandit(?:-baseline)?",
    "Semgrep": r"(?:semgrep|opengrep)(?: (?:ci|scan)\b| .*--config\b| -c\b)",
    "gosec": r"gosec",
    "CodeQL": r"codeql (?:database (?:create|analyze|run-queries)|analyze)",
    "Sonar": r"(?:sonar-scanner|pysonar(?:-scanner)?|sonarqube-scanner|sonar)|(?:mvn|"
    r"mvnw)\b.*\bsonar:sonar|(?:gradle|gradlew)\b.*\bsonar(?:qube)?|"
    r"dotnet[- ]sonarscanner begin|build-wrapper-linux\S*",
    "Brakeman": r"brakeman",
    "njsscan": r"njsscan",
    "Pysa": r"pyre (?:.* )?analyze",
    "Psalm": r"psalm\b.*--taint-analysis",
    "Coverity": r"cov-(?:build|analyze)",
    "Snyk Code": r"snyk code",
    "Flawfinder": r"flawfinder",
    "Infer": r"infer (?:run|--|capture|analyze)",
    "Slither": r"slither",
    "PVS-Studio": r"pvs-studio-analyzer",
    "Horusec": r"horusec start",
    "Bearer": r"bearer scan",
    "mobsfscan": r"mobsfscan",
    "Dlint": r"dlint",
    "Qodana": r"qodana scan",
    "Find Security Bugs": r"findsecbugs\S*",
}
COMMAND_PATTERNS = {tool: re.compile(rf"(?:{pattern})(?=\s|$)") for tool, pattern in COMMANDS.items()}
IMAGES: Final = {
    "Semgrep": r"(?:returntocorp|semgrep)/semgrep",
    "gosec": r"securego/gosec",
    "njsscan": r"opensecurity/njsscan",
    "Sonar": r"sonarsource/sonar-scanner-cli",
    "Brakeman": r"presidentbeef/brakeman",
}
GITLAB_TEMPLATE = re.compile(
    r"(?:^|/)(?:SAST(?:\.latest)?\.gitlab-ci\.ya?ml|Auto-DevOps\.gitlab-ci\.ya?ml)$|components/sast(?:/sast)?@"
)

# What is not SAST: dependencies, images, secrets, workflows, plain linters, results alone.
_APART_ACTION_NAMES: Final = {
    "upload of results": r"github/codeql-action/upload-sarif",
    "OpenSSF Scorecard": r"ossf/scorecard-action",
    "Snyk": r"snyk/actions\S*",
    "OSV-Scanner": r"google/osv-scanner\S*",
    "dependency review": r"actions/dependency-review-action",
    "pip-audit": r"pypa/gh-action-pip-audit",
    "govulncheck": r"golang/govulncheck-action",
    "Trivy": r"aquasecurity/(?:trivy-action|tfsec\S*)",
    "Grype": r"anchore/scan-action",
    "Gitleaks": r"(?:gitleaks|zricethezav)/gitleaks-action",
    "TruffleHog": r"trufflesecurity/trufflehog",
    "zizmor": r"zizmorcore/zizmor-action|woodruffw/zizmor\S*",
    "actionlint": r"[\w-]+/(?:action-)?actionlint\S*",
    "Hadolint": r"hadolint/hadolint-action",
    "Checkov": r"bridgecrewio/checkov-action",
    "KICS": r"(?i:checkmarx)/kics\S*",
    "FOSSA": r"fossas?/\S+",
}
_APART_COMMAND_NAMES: Final = {
    "Snyk": r"snyk (?:test|monitor|container)",
    "OSV-Scanner": r"osv-scanner",
    "pip-audit": r"pip-audit",
    "Safety": r"safety (?:check|scan)",
    "govulncheck": r"govulncheck",
    "Trivy": r"trivy",
    "Grype": r"grype",
    "Gitleaks": r"gitleaks",
    "detect-secrets": r"detect-secrets\S*",
    "zizmor": r"zizmor",
    "actionlint": r"actionlint",
    "Hadolint": r"hadolint",
    "Clippy": r"cargo (?:\+\S+ )?clippy",
    "golint": r"golint",
    "cargo audit": r"cargo (?:audit|deny)",
    "npm audit": r"(?:npm|yarn|pnpm) audit",
    "Checkov": r"checkov",
}
APART_ACTIONS = {tool: re.compile(rf"(?:{pattern})(?=[@:/]|$)") for tool, pattern in _APART_ACTION_NAMES.items()}
APART_COMMANDS = {tool: re.compile(rf"(?:{pattern})(?=\s|$)") for tool, pattern in _APART_COMMAND_NAMES.items()}
HOOKS: Final = {
    "Bandit": re.compile(r"bandit(?:-baseline)?"),
    "Semgrep": re.compile(r"semgrep(?:-ci|-docker(?:-develop)?)?"),
    "gosec": re.compile(r"(?:go-?sec|my-cmd-gosec)(?:-(?:mod|pkg|repo|repo-mod|repo-pkg))?"),
    "Brakeman": re.compile(r"brakeman"),
    "njsscan": re.compile(r"njsscan"),
    "Flawfinder": re.compile(r"flawfinder"),
    "Dlint": re.compile(r"dlint"),
}
APART_HOOKS = re.compile(
    r"zizmor|actionlint|hadolint\S*|gitleaks\S*|detect-secrets|trufflehog|pip-audit|python-safety-\S+|"
    r"checkov\S*|osv-scanner|"
    r"detect-private-key|detect-aws-credentials|golint|clippy"
)
LINTERS: Final = {
    "golangci-lint": re.compile(r"golangci-lint (?:run|custom)(?=\s|$)"),
    "ruff": re.compile(r"ruff(?! (?:format|clean|rule|linter|server|version|config|--version))(?: check| \S|$)"),
    "flake8": re.compile(r"(?:flake8|pflake8|flakeheaven lint|flakehell lint)(?=\s|$)"),
    "eslint": re.compile(r"(?:eslint(?:_d)?|next lint|ng lint|vue-cli-service lint|standard|xo)(?=\s|$)"),
}
LINTER_ACTIONS: Final = {
    "golangci-lint": re.compile(r"golangci/golangci-lint-action|reviewdog/action-golangci-lint"),
    "ruff": re.compile(r"(?:astral-sh|chartboost)/ruff-action|jpetrucciani/ruff-check"),
    "flake8": re.compile(r"[\w-]+/(?:action-)?flake8[\w-]*|TrueBrain/actions-flake8"),
    "eslint": re.compile(r"[\w-]+/(?:action-)?eslint[\w-]*"),
}
LINTER_HOOKS: Final = {
    "golangci-lint": re.compile(r"golangci-lint(?:-full|-mod|-pkg|-repo\S*)?"),
    "ruff": re.compile(r"ruff(?:-check|-lint)?"),
    "flake8": re.compile(r"flake8|pflake8|flakeheaven"),
    "eslint": re.compile(r"eslint"),
}
