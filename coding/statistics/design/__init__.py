"""Planning a study: drawing a sample, allocating units to raters, the screening flow."""
