"""The road from one schema to the next: forward only, one transaction each, importing no feature."""
