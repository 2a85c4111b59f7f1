"""Model packages, the unit of release of a model: read, written and verified here; no torch, no OpenVINO."""
