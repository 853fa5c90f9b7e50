"""What the command line `advice` can do, a module a noun; they are gathered in cli.py."""
