"""What is printed or downloaded, made from values alone."""
