"""What people bring for the others: a link, a text, a file."""
