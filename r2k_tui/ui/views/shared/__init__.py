"""What more than one view draws."""
