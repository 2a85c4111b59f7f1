"""After a start: makes the image folder and the work list of kept images say the same."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select

from inspector_app.domain.part import heat_map_path
from inspector_app.records.image_files import UNRECORDED, ImageFiles
from inspector_app.records.tables import KeptImageRow
from inspector_app.records.writer import Writer
from inspector_app.settings.home import Home


def reconcile_images(home: Home, writer: Writer, files: ImageFiles) -> int:
    """Sets apart images that no row knows, and forgets rows whose file is gone; how many it set apart.

    An image without a row is what a power cut between the two leaves; its part was never accepted. It is set
    apart rather than removed, since a restored backup of the database knows less than the folder too.
    """
    on_disk = files.scan()
    images, goldens = home.relative(home.images), home.relative(home.kept_goldens)
    with writer.transaction() as connection:
        rows = connection.execute(
            select(KeptImageRow.frame_seq, KeptImageRow.image_path, KeptImageRow.golden_path)
        ).all()
        lost = [{"lost": row.frame_seq} for row in rows if row.image_path not in on_disk]
        if lost:
            forget = delete(KeptImageRow).where(KeptImageRow.frame_seq == bindparam("lost"))
            connection.execute(forget, lost)
    known = {row.image_path for row in rows} | {row.golden_path for row in rows}
    known |= {heat_map_path(row.image_path) for row in rows}
    strangers = [path for path in on_disk if path not in known]
    for path in strangers:
        if path.startswith(goldens + "/"):
            files.remove(path)  # a recipe or a folder has it still; it is kept again when it is used again
        elif path.startswith(images + "/") and not path.startswith(f"{images}/{UNRECORDED}/"):
            files.set_apart(path)
    return sum(not path.startswith((goldens + "/", f"{images}/{UNRECORDED}/")) for path in strangers)
