"""The family `proposals`: differences propose, a small network judges each. Trained on labelled pairs of images."""
