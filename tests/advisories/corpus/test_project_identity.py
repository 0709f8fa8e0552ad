"""Identity of projects: packages and products, names and repositories; names and what tells them apart."""

from __future__ import annotations

import pytest

from advisories.corpus.projects import SLUG_LENGTH, identity_slug
from advisories.records.projects import NAME_LENGTH, VALUE_LENGTH, named_identity, package_identity

AIRFLOW = ("PyPI", "Apache_Airflow", "package:pypi:apache-airflow")
DRUPAL = ("Packagist", "Drupal/Core", "package:packagist:drupal/core")
LANTERN = ("Go", "example.org/lantern/v2", "package:go:example.org/lantern")
KERNEL = ("", "Linux/Linux_Kernel", "product::linux/linux kernel")


@pytest.mark.parametrize(
    ("ecosystem", "package", "value", "name", "qualifier", "slug"),
    [
        ("npm", "@angular/core", "package:npm:@angular/core", "core", "npm @angular", "npm-angular-core"),
        (*DRUPAL, "Core", "Packagist Drupal", "packagist-drupal-core"),
        (*AIRFLOW, "Apache_Airflow", "PyPI", "pypi-apache_airflow"),
        ("npm", "socket.io", "package:npm:socket.io", "socket.io", "npm", "npm-socket-io"),
        ("Go", "github.com/o/r/v2/x", "package:go:github.com/o/r", "r", "Go github.com/o", "go-github-com-o-r"),
        (*LANTERN, "lantern", "Go example.org", "go-example-org-lantern"),
        ("Go", "gopkg.in/yaml.v2", "package:go:gopkg.in/yaml", "yaml", "Go gopkg.in", "go-gopkg-in-yaml"),
        ("Go", "gopkg.in/yaml.v3", "package:go:gopkg.in/yaml", "yaml", "Go gopkg.in", "go-gopkg-in-yaml"),
        ("Debian:12", "curl", "package:debian:curl", "curl", "Debian", "debian-curl"),
        ("Maven", "org.a:Demo", "package:maven:org.a:Demo", "Demo", "Maven org.a", "maven-org-a-demo"),
        (*KERNEL, "Linux_Kernel", "Linux", "linux-linux_kernel"),
        ("", "n/a/demo", "product::demo", "demo", "", "demo"),
    ],
)
def test_package_has_its_own_identity(
    ecosystem: str, package: str, value: str, name: str, qualifier: str, slug: str
) -> None:
    identity = package_identity(ecosystem, package)
    assert identity
    assert (identity.value, identity.short_name, identity.qualifier) == (value, name, qualifier)
    assert identity_slug(identity) == slug


@pytest.mark.parametrize(
    "package",
    [
        *("", "n/a", " N/A ", "na", "none", "null", "unknown", "unspecified", "not applicable", "*", "-", "?"),
        *("various", "Multiple", "acme/n/a", "acme/-", "n/a/n/a"),
    ],
)
def test_placeholder_is_no_project(package: str) -> None:
    assert package_identity("", package) is None
    assert named_identity(package) is None or "/" in package


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("NuGet", "Newtonsoft.Json"), ("NuGet", "newtonsoft.json")),
        (("GitHub Actions", "Actions/Checkout"), ("GitHub Actions", "actions/checkout")),
        (("PyPI", "zope.interface"), ("pypi", "Zope-Interface")),
        (("", "acme/Road_Runner"), ("", "ACME/road runner")),
    ],
)
def test_spellings_of_one_package_have_one_identity(one: tuple[str, str], other: tuple[str, str]) -> None:
    first, second = package_identity(*one), package_identity(*other)
    assert first
    assert second
    assert first.value == second.value


@pytest.mark.parametrize("ecosystem", ["npm", "Maven", "crates.io", "RubyGems", "Go"])
def test_these_ecosystems_are_compared_exactly(ecosystem: str) -> None:
    first, second = package_identity(ecosystem, "Demo"), package_identity(ecosystem, "demo")
    assert first
    assert second
    assert first.value != second.value


@pytest.mark.parametrize(
    ("text", "value", "name"),
    [
        ("https://github.com/Owner/Name.git", "repository::github.com/owner/name", "name"),
        ("git@github.com:Owner/Name.git", "repository::github.com/owner/name", "name"),
        ("https://github.com/owner/name/tree/main", "repository::github.com/owner/name", "name"),
        ("https://gitlab.com/group/part/name", "repository::gitlab.com/group/part/name", "name"),
        ("https://github.com/owner", "name::https://github.com/owner", "https://github.com/owner"),
        ("Lamp   Server", "name::lamp server", "Lamp Server"),
        ("socket.io/client", "name::socket.io/client", "socket.io/client"),
    ],
)
def test_person_names_a_project_or_its_repository(text: str, value: str, name: str) -> None:
    identity = named_identity(text)
    assert identity
    assert (identity.value, identity.short_name) == (value, name)


def test_long_packages_are_told_apart_and_fit() -> None:
    one, other = (package_identity("npm", "@scope/" + "a" * 900 + end) for end in "xy")
    assert one
    assert other
    assert one.value != other.value
    assert len(one.value) <= VALUE_LENGTH
    assert one.short_name != other.short_name
    assert max(len(one.short_name), len(one.qualifier)) <= NAME_LENGTH
    assert identity_slug(one) != identity_slug(other)
    assert len(identity_slug(one)) <= SLUG_LENGTH
