"""Extractions to a dataset: CSV, Parquet, SQLite and a Data Package, written whole or not at all."""
