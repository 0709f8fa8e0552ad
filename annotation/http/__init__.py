"""Common to all requests: errors, JSON, OpenAPI, caching, the HTML page. May import `coding.access`."""
