"""What the forum's forms and JSON become."""
