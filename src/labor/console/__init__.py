"""What commands share: options, forms of output, progress, completion."""
