"""Builds the sample reports: content in a small mark-up goes in, a PDF, a Word file and a text come out."""
