"""What is the same for every request: errors, JSON, OpenAPI, caching, the web page. Imports `platform`."""
