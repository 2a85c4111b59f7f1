"""What can stand at the right of the learning screen: the path, findings with their images, a report."""
