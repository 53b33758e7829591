"""What the proof of splits is made of."""
