import os
import subprocess
import sys

LOOKS_LIKE_CI = {"CI", "TF_BUILD", "JENKINS_URL"}


def test_loading_openvino_tells_nobody(tmp_path):
    """Its telemetry keeps an id in the user's folder before it sends; where there is none, nothing was sent."""
    environment = {name: value for name, value in os.environ.items() if name not in LOOKS_LIKE_CI}
    environment |= {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    code = "import inspector_app.detectors"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)
    assert list(tmp_path.iterdir()) == []
