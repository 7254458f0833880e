"""Programs that search a journal, each in a process of its own that is asked the same questions.

``python -m benchmarks.peers.NAME make PLACE`` keeps the diary of PLACE (``plain.py``) there in the
program's own way, ``... serve PLACE`` answers on it (``serving.py``). What is not ours runs in a
Python that has no package of ours: its module imports nothing but the standard library and it.
"""
