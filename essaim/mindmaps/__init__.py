"""Mind maps made by many at once: an outline, and the drawing of it."""
