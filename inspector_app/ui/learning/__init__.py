"""The learning screen: datasets, trainings, packages, and the jobs that lead from one to the next."""
