"""Which words a dictionary knows; nothing of it leaves this computer or is written to its disk."""
