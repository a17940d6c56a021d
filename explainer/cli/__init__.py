"""The command line: one module a command, a parser that is cheap, work imported when it runs."""
