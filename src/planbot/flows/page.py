"""Prints a flow as a page that a clinician can read as the interview it is."""

from collections.abc import Iterator

from planbot.flows.base import Add, Block, Each, Flow, Step


def page(flow: Flow) -> str:
    """Return the flow as text: every question in both voices, indented where it is asked for each of several."""
    lines = [f"# {flow.title}", "", flow.about, ""]
    for block in flow.blocks:
        lines += _lines(block, "")
    return "\n".join(lines)


def _lines(block: Block, indent: str) -> Iterator[str]:
    if isinstance(block, Each):
        first = next((b for b in block.steps if isinstance(b, Step)), None)
        room = first.id.partition(".")[0] if first else "one"
        if block.add:
            yield from _step(block.add, indent)
        yield f"{indent}- for each {room}:"
        for inner in block.steps:
            yield from _lines(inner, indent + "  ")
    else:
        yield from _step(block, indent)


def _step(step: Step, indent: str) -> Iterator[str]:
    kind = getattr(step.answer, "kind", "depends on what came before")
    asked = " (only on request)" if step.on_request is True else ""
    again = ", then another" if isinstance(step, Add) else ""
    yield f"{indent}- {step.id} [{kind}{again}]{asked}"
    if step.therapist:
        yield f"{indent}    therapist: {step.therapist}"
    if step.client:
        yield f"{indent}    client:    {step.client}"
    if step.help:
        yield f"{indent}    help:      {step.help}"
