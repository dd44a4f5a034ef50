"""The embedded PostgreSQL: the default database, run by our own supervisor. Knows no Django.

Words: home, server, connections, roles. Comes in: `connections(home)` (start or attach), `external(url)`. It listens on a Unix socket
only, in a folder that nobody else may enter; every login has a random password in a file of its own; fsync stays on.
"""
