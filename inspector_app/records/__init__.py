"""What is kept: the database, image files, and the lock that makes one line their only writer."""
