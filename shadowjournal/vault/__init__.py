"""Who may open the journal."""
