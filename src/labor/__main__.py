"""`python -m labor`: the program, where its command is not on the path."""

from labor.cli import main

if __name__ == "__main__":
    main()
