"""Identity of projects: what tells one project from another, whatever its name is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from advisories.records.addresses import normalise_address
from advisories.records.identifiers import is_no_name

Kind = Literal["package", "product", "repository", "name"]

NAME_LENGTH: Final = 200
VALUE_LENGTH: Final = 400
HOSTS: Final = ("github.com/", "gitlab.com/", "bitbucket.org/", "codeberg.org/")
OWNER_AND_NAME: Final = ("github.com", "bitbucket.org", "codeberg.org")  # their repositories have no groups
# Ecosystems whose names are compared without case.
WITHOUT_CASE: Final = ("nuget", "packagist", "github", "github actions")
MAJOR_VERSION: Final = re.compile(r"/v\d+$")
OF_GOPKG: Final = re.compile(r"^(gopkg\.in/.+)\.v\d+$")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a project is recognised by: a package, a product, a repository, or a name that a person gave it.

    Parameters
    ----------
    kind : "package" of an ecosystem, "product" as "vendor/product", "repository", or "name".
    ecosystem : that of a package, without a release such as that of "Debian:12"; else "".
    name : the full name, as it is shown.
    value : what is compared; two identities are the same if it is equal.
    """

    kind: Kind
    ecosystem: str
    name: str
    value: str

    @property
    def short_name(self) -> str:
        """The name that a project gets: "argo-cd" of "github.com/argoproj/argo-cd/v2/server"."""
        if self.kind == "name":
            return shortened(self.name, NAME_LENGTH)
        if self.kind == "repository":
            return shortened(self.name.rsplit("/", 1)[-1], NAME_LENGTH)
        name = self.name.rsplit(":", 1)[-1] if self.ecosystem else self.name
        parts = [part for part in name.split("/") if part and not re.fullmatch(r"v\d+", part)]
        if name.casefold().startswith(HOSTS) and len(parts) >= 3:
            return shortened(parts[2], NAME_LENGTH)
        return shortened(parts[-1] if parts else self.name, NAME_LENGTH)

    @property
    def qualifier(self) -> str:
        """What tells it from others of its short name: "Packagist drupal", or "" if nothing does."""
        if self.kind == "name":
            return ""
        owner = re.split(rf"[:/]{re.escape(self.short_name)}(?:$|[:/])", self.name)[0]
        owner = owner if owner != self.name else ""
        return shortened(" ".join(filter(None, (self.ecosystem, owner))), NAME_LENGTH)


def shortened(text: str, length: int) -> str:
    """Return a text that fits a column: a long one is cut, with a hash, so that it stays one of its own."""
    return text if len(text) <= length else f"{text[: length - 10]}… {digest(text)}"


def digest(text: str) -> str:
    """Return a short hash that tells texts apart."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _identity(kind: Kind, ecosystem: str, name: str, compared: str) -> Identity:
    value = f"{kind}:{ecosystem.casefold()}:{compared}"
    return Identity(kind, ecosystem, name, shortened(value, VALUE_LENGTH))


def package_identity(ecosystem: str, package: str) -> Identity | None:
    """Return the identity of a package, or of "vendor/product" without an ecosystem; None if it names nothing.

    Examples
    --------
    >>> package_identity("PyPI", "Apache_Airflow").value, package_identity("", "n/a")
    ('package:pypi:apache-airflow', None)
    >>> package_identity("Go", "github.com/o/r/v2/x").value, package_identity("Go", "gopkg.in/yaml.v2").value
    ('package:go:github.com/o/r', 'package:go:gopkg.in/yaml')
    >>> package_identity("", "Linux/Linux_Kernel").value, package_identity("", "n/a/demo").value
    ('product::linux/linux kernel', 'product::demo')
    """
    ecosystem, package = ecosystem.partition(":")[0].strip(), package.strip()
    if is_no_name(package):
        return None
    if not ecosystem:
        rest = package.removeprefix("n/a/")
        vendor, slash, product = rest.partition("/")
        name = product_name(vendor, product) if slash and not is_no_name(rest) else product_name("", rest)
        compared = re.sub(r"\s*/\s*", "/", re.sub(r"[\s_]+", " ", name.casefold())).strip()
        return _identity("product", "", name, compared) if name else None
    folded, compared = ecosystem.casefold(), package
    if folded == "pypi":
        compared = re.sub(r"[-_.]+", "-", package).casefold()
    elif folded in WITHOUT_CASE:
        compared = package.casefold()
    elif folded == "go":
        compared = package = _go_module(package)
    return _identity("package", ecosystem, package, compared)


def _go_module(path: str) -> str:
    """Return the module that a Go path belongs to, without its major version."""
    parts = path.split("/")
    if parts[0].casefold() == "github.com" and len(parts) >= 3:
        return "/".join(parts[:3])
    without = MAJOR_VERSION.sub("", path)
    return OF_GOPKG.sub(r"\1", without)


def product_name(vendor: str, product: str) -> str:
    """Return "vendor/product", the product alone if the vendor is a placeholder, and "" if the product is one.

    Examples
    --------
    >>> product_name("acme", "demo"), product_name("n/a", "demo"), product_name("acme", "-")
    ('acme/demo', 'demo', '')
    """
    names = [name for name in (vendor, product) if not is_no_name(name)]
    return "" if is_no_name(product) else "/".join(names)


def named_identity(text: str) -> Identity | None:
    """Return the identity of a project that a person names, or whose repository they name; None if it is no name.

    Examples
    --------
    >>> named_identity("https://github.com/Owner/Name.git").value, named_identity("Lamp  Server").value
    ('repository::github.com/owner/name', 'name::lamp server')
    """
    name = " ".join(text.split())
    if is_no_name(name):
        return None
    is_address = "://" in name or name.startswith("git@") or name.casefold().startswith(HOSTS)
    if is_address and (repository := repository_identity(name)):
        return repository
    return name_identity(name)


def name_identity(text: str) -> Identity:
    """Return the identity of a name, whatever it says."""
    name = " ".join(text.split())
    return _identity("name", "", name, name.casefold())


def repository_identity(address: str) -> Identity | None:
    """Return the identity of a repository by its address; None if the text is no address of one."""
    parts = normalise_address(address).split("/")
    if len(parts) < 2 or (parts[0] in OWNER_AND_NAME and len(parts) < 3):
        return None
    if parts[0] in OWNER_AND_NAME:
        parts = [*parts[:2], parts[2].removesuffix(".git")]
    name = "/".join(parts)
    return _identity("repository", "", name, name)


def first_identity(packages: Iterable[tuple[str, str]]) -> Identity | None:
    """Return the identity of the first package that names anything."""
    return next((each for pair in packages if (each := package_identity(*pair))), None)
