"""How figures, periods and labels are written down: pure readers of short texts, used by every room."""
