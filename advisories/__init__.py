"""The material: advisories, projects and what is imported of them. Knows nothing of coding."""
