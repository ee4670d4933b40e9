"""Public accounts as tables: what teams chose, why, and what the tree makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...engine.accounts import FITS, OTHER
from ...engine.display_names import SIDE_NAMES, VERDICT_NAMES
from ...engine.html_parts import Parts, fold, grid, link, listing, paragraph
from ...engine.kinds import home
from ...engine.markup import Markup, element, inline, join
from ...engine.model import Account, Fact, Guide, Heard
from ...engine.odds import expected_questions, odds
from ...engine.walk import path_counts
from ...loader.account_checks import Replay, mean_share, replays
from ...loader.source_address import source_address

__all__ = ["Accounts"]

FIT_NAMES = {
    "agrees": "Agrees",
    "possible": "Leaves it possible",
    "excluded": "Excludes it",
    "no-outcome": "No outcome for it",
}
"""What the words of `FITS` are called."""

WORDS = {"own": "", "consultant": " A consultant's word.", "vendor": " A vendor's word."}


@dataclass(frozen=True, slots=True)
class Accounts:
    """The tables of the page on accounts; `content` is the folder that the guide came from."""

    guide: Guide
    root: str
    content: Path

    def accounts_table(self) -> Markup:
        """Every account: who, what they chose, and what today's tree makes of what they state."""
        today = self._today()
        rows = (self._row(each) for each in sorted(today, key=lambda each: each.account.who))
        return grid(("Team", "Chose", "Stated answers", "Today's tree"), rows)

    def accounts_excluded(self) -> Markup:
        """The accounts whose choice today's tree rules out, in full."""
        found = [each for each in self._today() if each.fit.word == "excluded"]
        if not found:
            return paragraph("", "Today's tree rules out no choice of an account.")
        return listing(self._excluded(each) for each in found)

    def accounts_by_version(self) -> Markup:
        """Each version of the tree against the accounts, and what its shape alone makes likely."""
        found = replays(self.guide, self.content)
        versions = tuple(dict.fromkeys(each.version for each in found))
        heads = ("What is counted", *(f"Version {version}" for version in versions))
        columns = [[each for each in found if each.version == version] for version in versions]
        rows = [
            (
                inline(FIT_NAMES[word]),
                *(inline(str(sum(r.fit.word == word for r in rows))) for rows in columns),
            )
            for word in FITS
        ]
        means = (mean_share(column) for column in columns)
        told = "Chance that random answers to what is left open end in the choice"
        rows.append((inline(told), *(inline(f"{float(mean or 0):.2f}") for mean in means)))
        return grid(heads, rows)

    def tree_measures(self) -> Markup:
        """Today's tree: its length, and where random answers end."""
        tree = self.guide.tree
        shares, counts = odds(tree), path_counts(tree)
        rows = (
            (
                link("", f"{self.root}{home(outcome)}", outcome.title),
                inline(str(counts[outcome.id])),
                inline(f"{float(shares[outcome.id]):.0%}"),
            )
            for outcome in tree.outcomes
        )
        told = (
            f"A direction takes {float(expected_questions(tree)):.1f} questions on average when "
            f"answers are random, and {tree.longest[tree.start]} at the longest."
        )
        heads = ("Outcome", "Ways that end there", "Share of random answers")
        return join((paragraph("", told), grid(heads, rows)))

    def reasons_table(self) -> Markup:
        """Reasons that public records give, and what is true of each."""
        parts = Parts(self.guide, self.root)
        who = {account.id: account for account in self.guide.accounts}
        rows = (
            (
                element("span", {"id": reason.id}, inline(reason.text)),
                inline(VERDICT_NAMES[reason.verdict]),
                parts.statement(reason.says),
                join((_account_link(who[name]) for name in reason.said_by), ", "),
            )
            for reason in self.guide.reasons
        )
        return grid(("Reason given", "Is it so?", "What is true", "Given by"), rows)

    def _today(self) -> list[Replay]:
        version = self.guide.tree.version
        return [each for each in replays(self.guide, self.content) if each.version == version]

    def _row(self, each: Replay) -> tuple[Markup, ...]:
        account = each.account
        name = element("b", {"id": account.id}, account.who)
        when = f" ({account.date}; read {account.read}; "
        since = f" Since {account.since}." if account.since else ""
        more = f"). Stage: {account.stage}.{since}{WORDS[account.word]}"
        chose = element("b", None, SIDE_NAMES[account.chose])
        return (
            join((name, when, _sources(account), more)),
            join((chose, ". ", inline(account.chose_detail), _reasons(account))),
            self._stated(account),
            self._verdict(each),
        )

    def _stated(self, account: Account) -> Markup:
        if not account.answers:
            return inline("It states no answer to a question.")
        tree = self.guide.tree
        items = []
        for given in account.answers:
            question = tree.question_by_id[given.question]
            option = question.option(given.option)
            said = option.text if option else given.option
            fact = account.facts[given.fact - 1]
            items.append(
                join((f"{question.label}: ", element("b", None, said), ". ", _placed(fact)))
            )
        return listing(dict.fromkeys(items))  # two branches may ask the same

    def _verdict(self, each: Replay) -> Markup:
        word = element("b", None, FIT_NAMES[each.fit.word])
        if each.account.target == (OTHER,):
            return join((word, ". ", inline(each.account.target_word)))
        outcomes = (self.guide.tree.outcome_by_id[name] for name in each.account.target)
        titles = (link("", f"{self.root}{home(each)}", each.title) for each in outcomes)
        return join((word, ": ", join(titles, " or ")))

    def _excluded(self, each: Replay) -> Markup:
        by = ""
        if each.fit.by:
            question = self.guide.tree.question_by_id[each.fit.by[0]]
            option = question.option(each.fit.by[1])
            by = f" Ruled out by “{option.text if option else ''}” ({question.label})."
        return join(
            (
                _account_link(each.account),
                f" chose: {each.account.chose_detail}{by} ",
                inline(each.account.explained),
            )
        )


def _sources(account: Account) -> Markup:
    """Each source of an account, the first one called `source` and the next `source 2`."""
    names = ("source", *(f"source {number}" for number in range(2, len(account.also) + 2)))
    return join(map(_source, (account.source, *account.also), names), ", ")


def _source(source: str, name: str) -> Markup:
    address = source_address(source)
    return link("", address, name) if address else element("code", None, source)


def _placed(stated: Fact | Heard) -> Markup:
    """What the source states, and where in it."""
    return join((inline(stated.text), f" ({stated.place})"))


def _reasons(account: Account) -> Markup:
    """The reasons that an account gives, and what it leaves open: closed, since rows are many."""
    title = "Reasons, and what stays open" if account.reasons else "What stays open"
    given = listing(map(_placed, account.reasons)) if account.reasons else ""
    stays = paragraph("", "The account leaves open: ", inline(account.open))
    return fold(title, given, stays)


def _account_link(account: Account) -> Markup:
    return link("", f"#{account.id}", account.who)
