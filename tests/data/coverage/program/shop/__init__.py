"""A little shop; written to be covered in part."""
