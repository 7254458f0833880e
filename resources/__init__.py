"""What the journal and its windows read: prompts, help, themes, typesetting."""
