"""Reports: one file for each way of writing down what was found."""
