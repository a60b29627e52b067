"""The toolkit and the common face: it knows core only and never imports a feature."""
