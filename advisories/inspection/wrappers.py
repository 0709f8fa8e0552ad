"""Programs that run nothing of the project, and wrappers before a command."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


# Programs that run nothing of the project. An empty set means every subcommand.
SILENT: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(
        word_set(
            """
            echo printf cat cp mv rm mkdir rmdir ls ln sed grep egrep awk curl wget tar unzip zip export set
            unset chmod chown which type test [ [[ true false exit return sleep date touch head tail tee sort
            uniq wc find xargs read local declare shift trap wait kill pkill df du free uname whoami hostname id
            pwd cut tr diff pip pip3 apt apt-get aptitude yum dnf apk brew choco pacman zypper conda-build gem
            rustup git gh codecov coveralls codecov.sh sccache ccache docker-credential-helper aws gcloud gsutil
            az kubectl helm kind minikube k3d ssh-add write-host write-output invoke-webrequest copy-item
            remove-item new-item setx sleep nvidia-smi lscpu lsb_release ssh-keyscan ssh-keygen
            add-apt-repository update-alternatives systemctl service source_profile alias
            """
        ),
        frozenset[str](),
    ),
    "npm": word_set(
        """
    install i ci add version publish pack config set cache audit whoami view login link
    """
    ),
    "yarn": word_set(
        """
    install add config cache version publish set audit link why global
    """
    ),
    "pnpm": word_set(
        """
    install i add config publish store audit link setup fetch
    """
    ),
    "bun": frozenset(["install", "i", "add", "build"]),
    "poetry": word_set(
        """
    install add build publish lock config update export version self check show env
    """
    ),
    "pipenv": frozenset(["install", "sync", "lock", "update", "check"]),
    "pdm": word_set(
        """
    install sync add lock build publish config update export
    """
    ),
    "uv": word_set(
        """
    sync add lock venv build publish pip cache python export self remove
    """
    ),
    "rye": frozenset(["sync", "add", "lock", "build", "publish", "install", "self", "pin"]),
    "pixi": frozenset(["install", "add", "update", "info", "lock"]),
    "conda": word_set(
        """
    install create env activate deactivate config update info list init clean
    """
    ),
    "mamba": frozenset(["install", "create", "env", "activate", "update", "info", "list"]),
    "micromamba": frozenset(["install", "create", "env", "activate", "update", "info", "list"]),
    "go": frozenset(["install", "get", "mod", "env", "version", "clean", "download"]),
    "cargo": frozenset(["install", "fetch", "update", "login", "publish", "package", "add"]),
    "docker": word_set(
        """
    build buildx pull push login logout tag images image ps inspect rm rmi cp logs volume
    """
    ),
    "docker-compose": word_set(
        """
    build pull push ps logs down stop rm config
    """
    ),
    "bundle": frozenset(["install", "config", "update", "package", "check"]),
    "composer": frozenset(
        ["install", "update", "require", "config", "self-update", "validate", "global", "dump-autoload"]
    ),
    "pipx": frozenset(["install", "inject", "ensurepath", "upgrade", "list"]),
    "dotnet": frozenset(["restore", "tool", "nuget", "pack", "publish", "new", "add"]),
    "hatch": frozenset(["build", "publish", "version", "env", "dep", "config"]),
    "pre-commit": frozenset(["install", "install-hooks", "autoupdate", "gc", "clean"]),
    "mix": frozenset(["deps.get", "deps.compile", "local.hex", "local.rebar", "compile"]),
}
WRAPPERS: Final = word_set(
    """
    sudo time exec command nohup env nice ionice then do else if elif while until ! { ( catchsegv xvfb-run
    dbus-run-session dbus-launch npx bunx uvx stdbuf unbuffer timeout gtimeout retry travis_retry travis_wait
    winpty call eval mpirun mpiexec srun torchrun setarch linux32 faketime parallel aws-vault noglob gosu
    su-exec chronic ts proot qemu-user op doppler dotenv
    """
)
# Two words that wrap a command. The first is stated as the runner.
TWO_WORDS: Final = {
    **{
        (name, "run"): True
        for name in ["poetry", "pipenv", "pdm", "uv", "rye", "hatch", "pixi", "conda", "mamba", "micromamba", "pipx"]
    },
    **{(name, "exec"): True for name in ["bundle", "npm", "pnpm", "yarn", "mise", "opam", "direnv", "lerna"]},
    **{(name, "dlx"): True for name in ["pnpm", "yarn"]},
    **{(name, "x"): True for name in ["bun", "npm"]},
    ("rustup", "run"): True,
}
# Options whose next word is their value and no command.
WITH_VALUE: Final = word_set(
    """
    -n -p -u -k -s -g -C -np --name --python --with --extra --group --env -e --from --package --directory
    --project --only-group --with-requirements --prefix --cwd --filter --workspace -w --user --signal
    --kill-after --environment --manifest-path --nproc_per_node --nnodes --host -H --with-editable --no-group
    """
)
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*\+?=", re.ASCII)
_DURATION = re.compile(r"\d+(?:\.\d+)?[smhd]?")


@lru_cache(maxsize=20_000)
def program(token: str) -> str:
    """Return the name of a program without its folder and ending.

    Examples
    --------
    >>> program("./vendor/bin/phpunit"), program("mvnw.cmd"), program("$(PYTHON)")
    ('phpunit', 'mvnw', 'python')
    """
    variable = re.fullmatch(r"\$[({]?([A-Za-z_]\w*)[)}]?", token)
    if variable:
        return re.sub(r"_?(?:cmd|bin|exe|bin_path)$", "", variable[1].lower())
    name = re.split(r"[/\\]", token)[-1]
    return re.sub(r"\.(?:exe|cmd|bat)$", "", name, flags=re.IGNORECASE).lower()


def without_wrappers(tokens: list[str]) -> tuple[list[str], str]:
    """Return the words behind wrappers, and the last wrapper that may name a task.

    Examples
    --------
    >>> without_wrappers(["CI=1", "sudo", "-E", "poetry", "run", "pytest", "-q"])
    (['pytest', '-q'], 'poetry')
    """
    runner = ""
    while tokens:
        first = tokens[0].lstrip("@-+(")
        if first != tokens[0] and (first or len(tokens) > 1):
            tokens = ([first] if first else []) + tokens[1:]
            continue
        if _ASSIGNMENT.match(tokens[0]) or tokens[0] in {"&", "."}:
            tokens = tokens[1:] if tokens[0] != "." else ["source", *tokens[1:]]
            continue
        name = program(tokens[0])
        if name in WRAPPERS:
            tokens = _behind_options(tokens[1:], name)
        elif name == "uv" and tokens[1:3] == ["tool", "run"]:
            tokens = _behind_options(tokens[3:], name)
        elif name in {"nix", "nix-shell", "guix"} and any(word in tokens for word in ("-c", "--command", "--run")):
            position = next(at for at, word in enumerate(tokens) if word in {"-c", "--command", "--run"})
            tokens = [*tokens[position + 1 :]]
            if len(tokens) == 1 and " " in tokens[0]:
                tokens = ["bash", "-c", tokens[0]]
        elif len(tokens) > 1 and (wrapped := _two_words(tokens)):
            runner = name
            tokens = _behind_options(wrapped, name)
        else:
            break
    return tokens, runner


def _two_words(tokens: list[str]) -> list[str]:
    """Return the words behind `poetry run` or a similar wrapper; options may be between the two words."""
    name = program(tokens[0])
    rest = tokens[1:]
    while rest and rest[0].startswith("-"):
        rest = rest[2:] if rest[0] in WITH_VALUE else rest[1:]
    return rest[1:] if rest and (name, rest[0]) in TWO_WORDS else []


def _behind_options(tokens: list[str], wrapper: str) -> list[str]:
    """Return the words behind the options of a wrapper."""
    while tokens:
        if tokens[0] == "--":
            return tokens[1:]
        if wrapper in {"uv", "python"} and tokens[0] in {"-m", "--module"}:
            return ["python", *tokens]
        if wrapper in {"torchrun"} and tokens[0] in {"-m", "--module"}:
            return ["python", *tokens]
        if tokens[0].startswith("-"):
            tokens = tokens[2:] if tokens[0] in WITH_VALUE else tokens[1:]
        elif _DURATION.fullmatch(tokens[0]) or re.match(r"\+\w", tokens[0]):
            tokens = tokens[1:]
        else:
            break
    return tokens


def is_silent(tokens: list[str]) -> bool:
    """Return whether a command only installs, prints or moves files.

    Examples
    --------
    >>> is_silent(["pip", "install", "pytest"]), is_silent(["npm", "test"])
    (True, False)
    """
    name = program(tokens[0])
    rest = [token for token in tokens[1:] if not token.startswith("-")]
    if re.fullmatch(r"(?:python|py|pypy)[\d.]*", name):
        module = tokens[tokens.index("-m") + 1 :][:1] if "-m" in tokens else []
        return module[:1] in (["pip"], ["venv"], ["virtualenv"], ["build"], ["ensurepip"])
    name = "pip" if re.fullmatch(r"pip[\d.]+", name) else name
    if name not in SILENT or (name == "docker" and any(token.startswith("--target") for token in tokens)):
        return False
    return not SILENT[name] or bool(rest and rest[0] in SILENT[name])
