"""Running the server: health checks, supervisor, embedded broker. May import every room but `management`."""
