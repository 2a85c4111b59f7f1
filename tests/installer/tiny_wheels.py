"""Wheels of a few bytes that pip installs with no index, and the build backend of a project of that size."""

import base64
import hashlib
import zipfile
from pathlib import Path


def write_wheel(folder, name, version, files):
    """Writes the wheel; files: path in site-packages -> text."""
    info = f"{name}-{version}.dist-info"
    files = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    path = Path(folder) / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for inside, text in files.items():
            wheel.writestr(inside, text)
        rows = [_row(inside, text.encode()) for inside, text in files.items()]
        wheel.writestr(f"{info}/RECORD", "\n".join([*rows, f"{info}/RECORD,,"]) + "\n")
    return path.name


def _row(path, data):
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(data)}"


def build_editable(folder, config_settings=None, metadata_directory=None):
    """What pip calls to install the project in the folder where it runs."""
    files = {
        "tiny_project.pth": str(Path.cwd()),
        "inspector_app-0.1.0.dist-info/entry_points.txt": "[console_scripts]\ninspector-app = tiny:main\n",
    }
    return write_wheel(folder, "inspector_app", "0.1.0", files)
