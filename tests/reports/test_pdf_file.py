import os
import sys
from io import BytesIO

import pytest

from inspector_app.reports.pdf_file import write_pdf

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links as on Linux")


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.pdf").write_bytes(b"old")
    (tmp_path / "link.pdf").symlink_to("real.pdf")
    write_pdf(BytesIO(b"new"), tmp_path / "link.pdf")
    assert (tmp_path / "link.pdf").is_symlink()
    assert (tmp_path / "real.pdf").read_bytes() == b"new"


def test_what_is_no_file_is_never_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="no file that could be replaced") as raised:
        write_pdf(BytesIO(b"new"), tmp_path / "pipe")
    assert raised.value.filename == str(tmp_path / "pipe")
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]
    assert (tmp_path / "pipe").is_fifo()
