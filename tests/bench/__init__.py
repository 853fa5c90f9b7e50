"""What the service costs: `make bench` prints it, beside what was aimed at."""
