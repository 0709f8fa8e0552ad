"""Drafts, submissions, recoding and imported ratings. It may import all rooms below `steps`."""
