"""What the site bears, measured from one run: ``make bench``."""
