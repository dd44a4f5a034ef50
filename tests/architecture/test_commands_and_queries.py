"""Every command says who and when and announces; every query says whose eyes look."""

import ast

import pytest

from tests.architecture.source import Function, Source, calls, decorators, keyword_only, shelf

# The ledger is what announcing is; access answers for the asker herself; staff tells who is asking.
FOUNDATIONS_WITHOUT_AN_ASKER = ("kith/foundations/",)
NOT_A_COMMAND = {"machine", "making_returns"}  # made at first need, by nobody but itself; holds a command open around what is read


def _public(source: Source) -> list[Function]:
    return [function for function in source.functions() if not function.name.startswith("_")]


COMMANDS = [
    pytest.param(source, function, id=f"{source.name}::{function.name}")
    for source in shelf("commands")
    if "ledger" not in source.parts
    for function in _public(source)
    if "command" in decorators(function) and function.name not in NOT_A_COMMAND
]
QUERIES = [
    pytest.param(function, id=f"{source.name}::{function.name}")
    for source in shelf("queries")
    if not source.name.startswith(FOUNDATIONS_WITHOUT_AN_ASKER)
    for function in _public(source)
]


@pytest.mark.parametrize(("source", "command"), COMMANDS)
def test_a_command_is_told_who_acts_and_when(source: Source, command: Function) -> None:
    assert {"by", "at"} <= keyword_only(command), source.name


@pytest.mark.parametrize(("source", "command"), COMMANDS)
def test_a_command_announces_what_it_did(source: Source, command: Function) -> None:
    """Itself, through a private function of its file, or by calling another command with the same actor."""
    private = {function.name: function for function in source.functions()}
    reached, todo = set[str](), [command]
    while todo:
        for name in calls(todo.pop()) - reached:
            reached.add(name)
            if name in private:
                todo.append(private[name])
    assert {"announce", "leave_trace"} & reached or _calls_another_command(command), f"{source.name}: {command.name} announces nothing"


def _calls_another_command(command: Function) -> bool:
    return any(isinstance(node, ast.Call) and {"by", "at"} <= {keyword.arg for keyword in node.keywords} for node in ast.walk(command))


@pytest.mark.parametrize(
    ("source", "function"),
    [
        pytest.param(source, function, id=f"{source.name}::{function.name}")
        for source in shelf("commands")
        if "ledger" not in source.parts
        for function in _public(source)
        if function.name not in NOT_A_COMMAND
    ],
)
def test_what_stands_on_the_shelf_of_commands_is_kept_as_a_whole(source: Source, function: Function) -> None:
    assert "command" in decorators(function), f"{source.name}: {function.name}"


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_is_told_whose_eyes_look(query: Function) -> None:
    assert "seen_by" in keyword_only(query), query.name
