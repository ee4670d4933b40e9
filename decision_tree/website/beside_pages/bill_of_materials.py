"""What the published site is made of: a bill of materials and a list of checksums.

Both come from the components, the locks and the files themselves, so that the same content gives
the same bytes wherever and whenever it is built. What only builds the site is in the locks.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from cyclonedx.contrib.hash.factories import HashTypeFactory
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component as Material
from cyclonedx.model.component import ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from decision_tree.engine.markup import plain

from .components import Component

__all__ = ["CHECKSUMS", "MATERIALS", "bill_of_materials", "checksums", "locked_hashes"]

MATERIALS = "sbom.cdx.json"
CHECKSUMS = "SHA256SUMS"
SERVED = "serving-contract-guide:served"
"""The property that says what of a component the site serves."""

_PINNED = re.compile(r"^([a-z0-9][\w.-]*)==([^\s;\\]+)((?:.*\\\n)*.*)", re.MULTILINE)


def checksums(site: Path) -> str:
    """The SHA-256 of every file, as `sha256sum --check` reads them; not of this list itself."""
    files = sorted(path for path in site.rglob("*") if path.is_file() and path.name != CHECKSUMS)
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(site).as_posix()}\n"
        for path in files
    )


def locked_hashes(npm_lock: str, requirements: str) -> dict[str, tuple[str, ...]]:
    """The hashes in both locks, each as `algorithm:hexadecimal`, by the address of the package."""
    npm = {
        f"pkg:npm/{name.removeprefix('node_modules/').replace('@', '%40')}@{entry['version']}": (
            _hexadecimal(entry["integrity"]),
        )
        for name, entry in json.loads(npm_lock)["packages"].items()
        if name
    }
    python = {
        f"pkg:pypi/{name}@{version}": tuple(re.findall(r"--hash=(\S+)", rest))
        for name, version, rest in _PINNED.findall(requirements)
    }
    return npm | python


def _hexadecimal(integrity: str) -> str:
    algorithm, _, value = integrity.partition("-")
    return f"{algorithm}:{base64.b64decode(value).hex()}"


def bill_of_materials(
    site: tuple[str, str, str],
    parts: Iterable[Component],
    hashes: Mapping[str, tuple[str, ...]],
    seconds: int,
) -> str:
    """The components in CycloneDX 1.6, as JSON.

    `site` is its name, its version and its address, `hashes` are those of the locks, `seconds` is
    when the site was made, since 1970, or 0 when that is not known. The serial number is made from
    all of these.
    """
    name, version, address = site
    listed = tuple(parts)
    whole = Material(
        type=ComponentType.APPLICATION,
        name=name,
        version=version,
        bom_ref=address,
        licenses=[LicenseFactory().make_from_string("MIT")],
        external_references=[
            ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(address))
        ],
    )
    made = {part.name: _material(part, hashes.get(part.purl, ())) for part in listed}
    bom = Bom(components=made.values())
    bom.metadata.component = whole
    if seconds:
        bom.metadata.timestamp = datetime.fromtimestamp(seconds, UTC)
    else:
        bom.metadata.timestamp = None  # type: ignore[assignment]  # which leaves it out
    for part in ("", *made):
        brought = [made[each.name] for each in listed if each.within == part]
        bom.register_dependency(made.get(part, whole), brought)
    bom.serial_number = _serial(listed, hashes, repr((site, seconds)))
    return JsonV1Dot6(bom).output_as_string(indent=1) + "\n"


def _material(part: Component, hashes: tuple[str, ...]) -> Material:
    code = "github.com" in part.source
    kind = ExternalReferenceType.VCS if code else ExternalReferenceType.WEBSITE
    references = [ExternalReference(type=kind, url=XsUri(part.source))]
    served = plain(part.served)
    one_file = hashes if len(hashes) == 1 else ()
    if len(hashes) > 1:  # of a source archive and of wheels, whose files are the same
        known = map(HashTypeFactory().from_composite_str, hashes)
        distribution = ExternalReferenceType.DISTRIBUTION
        references.append(
            ExternalReference(type=distribution, url=XsUri(part.purl), hashes=list(known))
        )
    return Material(
        type=ComponentType.LIBRARY,
        name=part.name,
        version=part.version or None,
        bom_ref=part.purl or part.name,
        purl=PackageURL.from_string(part.purl) if part.purl else None,
        scope=ComponentScope.REQUIRED,
        licenses=[LicenseFactory().make_from_string(part.licence)],
        copyright=part.holder or part.text.partition("\n\n")[0],
        hashes=map(HashTypeFactory().from_composite_str, one_file),
        external_references=references,
        properties=[Property(name=SERVED, value=served)] if served else [],
    )


def _serial(parts: tuple[Component, ...], hashes: Mapping[str, tuple[str, ...]], rest: str) -> UUID:
    """The same number for the same bill, and another for another."""
    told = "".join(f"{part!r}{hashes.get(part.purl)}" for part in parts) + rest
    return UUID(bytes=hashlib.sha256(told.encode()).digest()[:16], version=5)
