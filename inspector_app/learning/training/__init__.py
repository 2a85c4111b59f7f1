"""What all trainings share: the plan, the folder, the curves, changes to crops, memory and time."""
