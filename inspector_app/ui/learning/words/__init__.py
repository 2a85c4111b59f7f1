"""What the learning screen says, as rich text. Every name of the world is shown as text and never as markup."""
