"""The answers so far, in a folder beside the output: parts that are written whole or not at all, and what they answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.ipc as ipc

from simexit.batch.errors import BatchError
from simexit.disk import held_alone, write_whole

MANIFEST = "manifest.json"
_LOCK = "lock"


class Parts:
    """A folder with the parts of one batch, each an Arrow file with its number."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other processes from the folder. Raises `BatchError` where another one has it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            try:
                stack.enter_context(held_alone(self.folder / _LOCK))
            except BlockingIOError as error:
                raise BatchError(f"another batch is writing to {self.folder}") from error
            try:
                yield
            finally:
                stack.close()  # some platforms do not remove a file that is open
                if [path.name for path in self.folder.iterdir()] == [_LOCK]:
                    (self.folder / _LOCK).unlink()
                    self.folder.rmdir()

    def begin(self, job: Mapping[str, object]) -> None:
        """Begin, or go on where a batch with the same manifest was cut off. Raises `BatchError` where the folder is of another batch."""
        before = self.manifest()
        if before is None:
            self._write(MANIFEST, json.dumps(job, ensure_ascii=False, indent=2).encode())
        elif before != (wanted := json.loads(json.dumps(job))):
            differing = [key for key in {**before, **wanted} if before.get(key) != wanted.get(key)]
            raise BatchError(
                f"{self.folder} holds the beginning of another batch: {', '.join(differing)} differ{'s' if len(differing) == 1 else ''}; "
                "`--restart` begins anew"
            )

    def manifest(self) -> dict[str, object] | None:
        """Return what the parts answer, or None where nothing was begun."""
        try:
            found = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise BatchError(f"{self.folder / MANIFEST} cannot be read: {error}; `--restart` begins anew") from error
        return found if isinstance(found, dict) else {}

    def has(self, number: int) -> bool:
        """Return whether a part is there, which is then whole."""
        return self._file(number).exists()

    def write(self, number: int, batch: pa.RecordBatch) -> None:
        """Put a part in its place by one step."""
        sink = pa.BufferOutputStream()
        with ipc.new_file(sink, batch.schema, options=ipc.IpcWriteOptions(compression="lz4")) as file:
            file.write_batch(batch)
        self._write(self._file(number).name, sink.getvalue().to_pybytes())

    def read(self, number: int, columns: Sequence[str] | None = None) -> pa.RecordBatch:
        """Return a part, or some of its columns."""
        with pa.memory_map(str(self._file(number))) as source:
            names = ipc.open_file(source).schema.names
            fields = None if columns is None else [names.index(name) for name in columns]
            return ipc.open_file(source, options=ipc.IpcReadOptions(included_fields=fields)).get_batch(0)

    def remove(self) -> None:
        """Remove what is in the folder; nothing in it is needed any more."""
        for path in self.folder.iterdir():
            if path.name != _LOCK:
                path.unlink()

    def _file(self, number: int) -> Path:
        return self.folder / f"part-{number:07}.arrow"

    def _write(self, name: str, content: bytes) -> None:
        write_whole(self.folder / name, content)
