"""Files of a release to read: methods, agreement, disagreements, checklists, figures."""
