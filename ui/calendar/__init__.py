"""The days that were written on: a month, a year, and what comes back today."""
