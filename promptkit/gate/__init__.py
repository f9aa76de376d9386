"""The gate: may a run pass, by its suite's limits and against its baseline?"""
