"""What is said in a space, found again: without accents, endings nor elisions. Others hand it their text."""
