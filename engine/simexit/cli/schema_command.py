"""`simexit schema`: what each kind of file can hold, as JSON Schema for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from simexit.cli.session import Session, write_json


@click.command("schema")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path), metavar="[DIR]")
@click.pass_obj
def command(session: Session, folder: Path | None) -> None:
    """Write a JSON Schema for every kind of file of a library into DIR; without DIR, all of them to standard output.

    They are made of the tables by which `simexit check` reads, and of the names that the library has. What is printed then belongs
    into the settings of an editor; a single file can name its schema in a line of its own instead:
    `# yaml-language-server: $schema=../../schemas/facts.schema.json`.

    \b
    Examples:
      simexit schema schemas
      simexit --from my-library schema my-library/schemas
    """
    from simexit.author.schema.documents import file_name, schemas, settings_of_editors
    from simexit.disk import write_whole

    here = session.origin
    found = schemas(here)
    if folder is None:
        write_json(found)
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, schema in found.items():
            write_whole(folder / file_name(kind), (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode())
    except OSError as error:
        raise click.ClickException(f"cannot write `{folder}`: {error.strerror or error}") from error
    write_json({"yaml.schemas": settings_of_editors(here, folder.as_posix())})
