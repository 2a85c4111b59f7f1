"""Pictures of parts: loading beside the window's thread, zoom shared by two views, overlays."""
