"""The files of rule sets, kept so that advice can be given again by the rules of its time."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

from simexit.case.store import StoreError
from simexit.check.files import identity, read_texts
from simexit.libraries import Library
from simexit.text.codes import Code
from simexit.text.diagnostics import Findings


def packed(library: Library, ruleset: str) -> bytes:
    """Return the files of a library, small; raise `StoreError` where they are not those of the rule set any more."""
    texts = read_texts(library, Findings())
    if identity(texts) != ruleset:
        message = f"the rule files in {library.root} were changed while they were in use"
        raise StoreError(Code.NOT_KEPT, message, "nothing was written; do it again, so that the new rules are read")
    files = {f"{text.folder}/{text.path}.yaml": text.source.text for text in texts}
    return lzma.compress(json.dumps(files, ensure_ascii=False).encode())


def unpack(content: bytes, folder: Path) -> None:
    """Write the files of a library into an empty folder."""
    for name, text in json.loads(lzma.decompress(content)).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
