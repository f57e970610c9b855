"""The benchmarks behind ``ssip bench``; each has ``run(quick, say)`` and returns one flat report."""
