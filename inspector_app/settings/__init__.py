"""Where a station keeps its things, and the settings that a site chooses."""
