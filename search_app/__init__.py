"""The Flask pages, the JSON API and the commands that search and serve."""
