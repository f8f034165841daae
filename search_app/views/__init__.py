"""What each page shows, worked out as plain values that templates only write down."""
