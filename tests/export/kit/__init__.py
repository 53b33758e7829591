"""Asks the command line, makes scenarios, reads files as the tools do."""
