"""A library as a site: static pages for authors and curious readers, a page for each thing it holds."""
