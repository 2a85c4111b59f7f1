"""Run by test_full_disk.py in a mount namespace of its own: CASE FOLDER."""

import subprocess
import sys
from pathlib import Path

from inspector_app.model_packages.moving import copy_package, export_package, import_package
from inspector_app.model_packages.package import PackageError, open_package
from inspector_app.model_packages.shelf import package_names
from tests.model_packages.test_package import seal


def small_disk(folder):
    """A disk of 2 MB."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(folder)], check=True)
    return folder


def main():
    case, folder = sys.argv[1], Path(sys.argv[2])
    content = b"".join(number.to_bytes(4, "big") for number in range(1_000_000))
    package = seal(folder / "work", folder / "models" / "m", content=content)
    archive = export_package(package, folder / "m.zip")
    disk = small_disk(folder / "small")
    try:
        if case == "import":
            import_package(archive, disk)
        elif case == "copy":
            copy_package(package, disk / "m-1")
        else:
            export_package(package, disk / "m.zip")
    except (PackageError, OSError) as error:
        print("refused:", error)
    assert package_names([disk]) == ()
    assert list(disk.iterdir()) == [], list(disk.iterdir())
    assert open_package(package.folder).sha256 == package.sha256
    print("done")


if __name__ == "__main__":
    main()
