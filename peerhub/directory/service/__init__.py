"""What people do in the directory; one file per intention. Each takes a Transaction."""
