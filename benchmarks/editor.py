"""How long it takes from a key pressed to the findings shown, on the shipped library, over standard input and output.

`python -m benchmarks.editor` prints median and 95th percentile. Half the keys break the file, half mend it again.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from simexit.libraries import library

FILES = ("kb/facts/card.yaml", "kb/actions/settle.yaml", "rules/settle/pay-debt.yaml", "rules/settle/pay-debt.cases.yaml")
TIMES = 25


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        for part in ("kb", "rules"):
            shutil.copytree(library().root / part, root / part)
        for name in FILES:
            times = sorted(asyncio.run(_measured(root / name)))
            p95 = times[int(len(times) * 0.95)]
            print(f"{name:36} median {statistics.median(times) * 1000:6.1f} ms   p95 {p95 * 1000:6.1f} ms   {len(times)} keys")


async def _measured(path: Path) -> list[float]:
    client = LanguageClient("benchmark", "1")
    published: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()
    client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: published.put_nowait(params))
    await client.start_io(sys.executable, "-m", "simexit.cli.main", "lsp")
    await client.initialize_async(lsp.InitializeParams(lsp.ClientCapabilities()))
    client.initialized(lsp.InitializedParams())
    text = path.read_text(encoding="utf-8")
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(path.as_uri(), "yaml", 0, text)))
    times = []
    place = text.index(":", len(text) // 2)
    for number in range(-3, 2 * TIMES):
        typed = text[:place] + "x" * (number % 2) + text[place:]
        document = lsp.VersionedTextDocumentIdentifier(version=number + 4, uri=path.as_uri())
        change = lsp.TextDocumentContentChangeWholeDocument(typed)
        start = time.perf_counter()
        client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))
        while (await published.get()).uri != path.as_uri():
            pass
        if number >= 0:
            times.append(time.perf_counter() - start)
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]  # the library gives it no type
    return times


if __name__ == "__main__":
    main()
