"""Operations: the `kith` command. Each verb is a module with a typer `app`; command_line.py lists them."""
