"""The installed pytest-xdist 3.8.0, driven in virtual time, to compare Laneway's replay with."""
