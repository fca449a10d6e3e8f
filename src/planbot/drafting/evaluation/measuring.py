"""One measurement: a draft of the set after the other, and now and then the same prompt by plain HTTP beside it."""

from collections.abc import Callable

from planbot.drafting.drafted import Writes
from planbot.drafting.evaluation.bare import said
from planbot.drafting.evaluation.cases import Case
from planbot.drafting.evaluation.outcome import Beside
from planbot.drafting.evaluation.report import Report
from planbot.drafting.evaluation.running import Listening, Sits, outcome
from planbot.drafting.provider import KINDS, Provider
from planbot.errors import DraftError


class Measuring:
    """Asks one model for one draft after the other."""

    def __init__(self, model: Writes, provider: Provider, sits: Callable[[Case], Sits], against: int) -> None:
        self.model = Listening(model)
        self.provider = provider
        self.sits = sits
        self.against = against
        """How many prompts of each task are sent to the bare server too."""

    def add(self, report: Report, case: Case) -> Report:
        """Return *report* with what became of *case*.

        Raises DraftError when the model does not answer: a server that is gone has no figures.
        """
        result = outcome(case, self.model, self.sits(case))
        beside = report.beside
        if result.asked and self._bare_is_wanted(report, case):
            beside = (*beside, *self._beside(case, result.own / len(result.asked), first=len(beside) % 2 == 0))
        return report.model_copy(update={"outcomes": (*report.outcomes, result), "beside": beside})

    def _bare_is_wanted(self, report: Report, case: Case) -> bool:
        """Whether plain HTTP can say the same, and has not yet been asked to often enough."""
        same_language = KINDS[self.provider.kind].langchain == "openai" and self.provider.stays_here
        return same_language and sum(each.task == case.task for each in report.beside) < self.against

    def _beside(self, case: Case, own: float, *, first: bool) -> tuple[Beside, ...]:
        """Send the last prompt of a draft twice more: the server knows it by now, so neither has an advantage.

        Without chance in it both write the same; which of them goes first changes from pair to pair.
        """
        if self.model.last is None:
            return ()
        prompt, schema = self.model.last
        prompt = prompt._replace(task=prompt.task.model_copy(update={"temperature": 0.0}))
        try:
            bare = None if first else said(prompt, schema, self.provider)
            ours = self.model.model.write(prompt, schema)
            bare = said(prompt, schema, self.provider) if first else bare
        except DraftError:
            return ()
        if bare is None:
            return ()
        return (
            Beside(
                task=case.task,
                ours=ours.seconds,
                bare=bare.seconds,
                tokens=ours.tokens_out,
                tokens_bare=bare.tokens,
                own=own,
            ),
        )
