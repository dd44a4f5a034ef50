"""The synthetic council: families, addresses and years of stories made from a seed, the same every time. Nobody in it is real."""
