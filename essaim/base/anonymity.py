"""From how many people on an answer without a name stays one."""

LEAST = 5  # under five, an answer gives its author away
