"""Words that no dictionary knows: seen on the page, put right, or kept as one's own."""
