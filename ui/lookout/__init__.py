"""What is seen from an open journal: who may open its folder, what else writes there, copies."""
