"""Running the application for others: servers, rate limits, metrics, logs, readiness."""
