"""The SVG of a graph, laid out here: cards in rows, lines in tracks between them, panels on a sheet."""
