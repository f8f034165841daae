"""The API for programs, ``/api/v1``: the same questions and answers as the pages, described by OpenAPI."""
