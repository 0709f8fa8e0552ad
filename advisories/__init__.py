"""The material: advisories, projects and imports. Does not import `coding`."""
