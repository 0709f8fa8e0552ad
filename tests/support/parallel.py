"""Requests that separate processes send at the same moment, and what their answers and records must be."""

from __future__ import annotations

import multiprocessing
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.db import connections

from annotation.accounts.models import User
from coding.models import Event
from tests.support.parallel_process import ANSWER_SECONDS, respond

PROCESSES: Final = 3
JITTER: Final = 0.015  # seconds, at most, that a request waits after the others

Answer = tuple[int, str]


@dataclass(frozen=True)
class Call:
    """A request of one person. The answer must be one of `answers`."""

    name: str
    method: str
    path: str
    body: Any
    answers: tuple[Answer, ...]
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Trial:
    """Requests that are sent together, and a check of what they stored, given their answers."""

    calls: Sequence[Call]
    stored: Callable[[list[Answer]], bool] = lambda answers: True


@contextmanager
def processes() -> Iterator[Callable[[Trial, random.Random], list[Answer]]]:
    """Start processes, and yield a function that sends the requests of a trial at the same moment."""
    connections.close_all()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([respond.__module__])
    state = {alias: connections[alias].settings_dict for alias in connections}, settings.PASSWORD_HASHERS
    groups = {}
    children = []
    barriers = {size: context.Barrier(size) for size in (2, PROCESSES)}  # kept, because a child opens it by its name
    for size, barrier in barriers.items():
        groups[size] = []
        for _ in range(size):
            ours, theirs = context.Pipe()
            child = context.Process(target=respond, args=(theirs, barrier, *state), daemon=True)
            child.start()
            groups[size].append(ours)
            children.append(child)

    def send(trial: Trial, chance: random.Random) -> list[Answer]:
        pipes = groups[len(trial.calls)]
        for pipe, call in zip(pipes, trial.calls, strict=True):
            user = User.objects.get(username=call.name).pk if call.name else None
            pipe.send((call, user, chance.uniform(0, JITTER)))
        answers: list[Answer] = []
        for pipe in pipes:
            if not pipe.poll(ANSWER_SECONDS):
                raise AssertionError(f"no answer within {ANSWER_SECONDS} seconds")
            answers.append(pipe.recv())
        return answers

    try:
        yield send
    finally:
        for pipe in (pipe for pipes in groups.values() for pipe in pipes):
            pipe.send(None)
        for child in children:
            child.join(10)


@dataclass
class Result:
    """The answers to each request of a pair, by number, and what was wrong."""

    answers: list[Counter[Answer]]
    faults: Counter[str]


def run_pair(
    pair: Callable[[], Trial], trials: int, chance: random.Random, send: Callable[[Trial, random.Random], list[Answer]]
) -> Result:
    """Try a pair this many times."""
    result = Result([], Counter())
    for _ in range(trials):
        trial = pair()
        answers = send(trial, chance)
        result.answers = result.answers or [Counter() for _ in answers]
        for call, answer, counts in zip(trial.calls, answers, result.answers, strict=True):
            counts[answer] += 1
            if answer not in call.answers:
                result.faults[f"{call.method.upper()} {call.path.rpartition('rounds/')[2]} answered {answer}"] += 1
        if not trial.stored(answers):
            result.faults[f"stored otherwise than {answers} say"] += 1
    result.faults.update(broken_chains())
    return result


def broken_chains() -> Counter[str]:
    """Return the gaps in the chains of events."""
    gaps: Counter[str] = Counter()
    last: dict[tuple[Any, ...], Event] = {}
    for event in Event.objects.order_by("study", "rater_scope", "number"):
        chain = (event.study_id, event.rater_scope_id, event.round_id if event.rater_scope_id else None)
        before = last.get(chain)
        if (event.number, event.previous_hash) != ((before.number + 1, before.hash) if before else (1, "")):
            gaps["a chain of events has a gap"] += 1
        last[chain] = event
    return gaps
