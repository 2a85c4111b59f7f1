"""Inspector: a desktop inspection station for factories."""

__version__ = "0.1.0"
