"""What is wrong, doubtful or worth knowing of a dataset, each with the images concerned."""
