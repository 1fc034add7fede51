"""What the methods were measured with: the numbers of docs/methods/validation.md."""
