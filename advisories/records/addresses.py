"""Addresses of repositories in their normalised form."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote, urlsplit

SCP_LIKE: Final = re.compile(r"(?:[^@/\s]+@|(?![^/]+:\d+/))([A-Za-z0-9.-]+):(?!//)(.+)", re.DOTALL)
HOST: Final = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
WEB_PORTS: Final = {"http": 80, "https": 443}


def normalise_address(address: str) -> str:
    """Return "host/owner/name" of a repository's address, by which two spellings of it are compared.

    Scheme, account, password, port of ssh, "www.", ".git" and capital letters are taken off.

    Parameters
    ----------
    address : an address as git or people write it.

    Returns
    -------
    str
        The normalised address; "" if the text names no repository of a host, such as a path or "file:///srv/x".

    Examples
    --------
    >>> normalise_address("git@github.com:Sigstore/cosign.git")
    'github.com/sigstore/cosign'
    >>> normalise_address("https://token:x@www.GitHub.com/Sigstore/cosign/")
    'github.com/sigstore/cosign'
    >>> normalise_address("/srv/git/cosign.git")
    ''
    """
    text = address.strip()
    if "://" not in text and (scp := SCP_LIKE.fullmatch(text)) and not text.startswith(("/", ".")):
        host, path, port = scp[1], scp[2], None
        if len(host) == 1:  # the letter of a drive
            return ""
    else:
        try:
            parts = urlsplit(text if "://" in text else f"https://{text}")
            host, path, port = parts.hostname or "", parts.path, parts.port
        except ValueError:
            return ""
        if parts.scheme == "file" or ("://" not in text and text.startswith(("/", ".", "~"))):
            return ""
        if parts.scheme not in WEB_PORTS or port == WEB_PORTS[parts.scheme]:
            port = None
    host = host.lower().removeprefix("www.")
    if not HOST.fullmatch(host) or ("." not in host and host != "localhost"):
        return ""
    names = [name for name in unquote(path).lower().split("/") if name]
    if not names or any(not name.isprintable() or name in {".", ".."} or "\\" in name for name in names):
        return ""
    names[-1] = names[-1].removesuffix(".git")
    if not names[-1]:
        return ""
    return "/".join([f"{host}:{port}" if port else host, *names])
