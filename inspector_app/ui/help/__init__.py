"""All keys on one page, and what the station had to tell."""
