"""How fast it is: every figure beside a yardstick of the same run."""
