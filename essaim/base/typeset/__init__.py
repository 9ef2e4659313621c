"""What is printed or drawn by the server: the fonts of paper, and pictures made from drawings."""
