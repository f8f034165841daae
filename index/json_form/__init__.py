"""A disclosure as JSON: what ``yusou parse --json`` prints and ``yusou schema`` describes."""
