"""What the publishers' rooms share: files opened safely, cells, marks, tables as printed."""
