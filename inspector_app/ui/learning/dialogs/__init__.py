"""What is asked before a job begins: one dialog a question, each open until its job runs."""
