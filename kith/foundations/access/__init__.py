"""Access: who may do what, about whom. Words: ability, role, refusal. Comes in: require, may, give_role, end_role, for_workers_who_may.

Restriction, break-glass and row security come to live here; until then every worker with an ability has it about everybody.
Workers are held as plain ids: staff stands above this room.
"""
