"""File to `Document`: one reader per format, all behind the same types."""
