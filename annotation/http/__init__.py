"""Common to all requests: errors, JSON, OpenAPI, caching, the HTML page. May import every room but `management`."""
