"""How it looks: colours, sizes in mm, fonts, marks drawn by code."""
