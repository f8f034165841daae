"""Pure functions and data about Chinese text, money, subjects and places."""
