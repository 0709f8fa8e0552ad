"""Doors to the method over HTTP: who asks, what they may see, is the input well formed, call a step."""
