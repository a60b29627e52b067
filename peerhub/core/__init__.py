"""The ground of the house: it knows no feature and imports nothing above itself."""
