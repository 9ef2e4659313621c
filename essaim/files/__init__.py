"""Files that people bring: told by what they hold, kept under a name of ours, never shown as a page."""
