"""What `make bench` runs: the live engine against a yardstick and two baselines. Never part of the hub."""
