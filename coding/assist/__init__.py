"""Help by machine learning that decides nothing: it points, a person looks."""
