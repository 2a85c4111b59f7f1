"""From a checkpoint to a sealed package: sources of images, export, thresholds, golden answers, card."""
