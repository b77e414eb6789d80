"""What a document is made of, and the vocabulary it lacks: for people who add a force or look into an odd figure.

`unit.py` runs in the guarded process and reads the document once, on the same way as `convert`; what it hands out is
data alone (`model.py`), which `display.py` prints and `draft.py` writes as a folder to review.
"""
