"""The families built from torchvision's parts, trained from scratch: Faster R-CNN, and a vision transformer."""
