"""Every check by the tag that ends its messages: what is refused, why, and an example of it.

`Tag` names each once for the type checker, so that no check goes without a row here. Contributors
read the table on docs/contribute/checks.md; tests/loader/test_load.py tries every example.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["CHECKS", "Check", "Tag"]

Tag = Literal[
    "account-excluded",
    "bad-form",
    "bad-id",
    "bound",
    "broken-anchor",
    "broken-link",
    "broken-unchanged",
    "broken-unseen",
    "cannot-anyway",
    "choice",
    "contradiction",
    "curly-quotes",
    "cut-by-comment",
    "cycle",
    "day-to-come",
    "deciding-fact",
    "decisions",
    "double-anchor",
    "duplicate-id",
    "duplicate-key",
    "empty",
    "empty-value",
    "encoding",
    "evidence",
    "explained-for-nothing",
    "fact-missing",
    "fact-not-given",
    "fact-off-path",
    "file-name",
    "file-too-large",
    "file-unreadable",
    "front-matter",
    "half-a-piece",
    "hard-text",
    "harm-missing",
    "harm-of-good",
    "history-changed",
    "history-edited",
    "history-missing",
    "house-word",
    "idle-gap",
    "idle-gate",
    "idle-trait",
    "idle-word",
    "inject",
    "invisible-character",
    "list-length",
    "long-brief",
    "long-question",
    "long-sentence",
    "look-at-nothing",
    "macro",
    "merge-conflict",
    "missing-field",
    "mkdocs",
    "named-twice",
    "never-said",
    "no-such-day",
    "not-retired",
    "nothing-restores",
    "number-taken",
    "old-schema",
    "open-quote",
    "order-circle",
    "other-order",
    "other-outcome",
    "other-play",
    "other-stack",
    "other-units",
    "other-answer",
    "other-unsaid",
    "outcome-without-runbook",
    "outcome-without-scenario",
    "page-name",
    "piece-unchanged",
    "pointless-gate",
    "pointless-question",
    "published-left",
    "reserved-id",
    "reserved-word",
    "retired-option",
    "retired-reused",
    "retired-twice",
    "right-not-offered",
    "rival-is-right",
    "rival-not-offered",
    "rollback-ids",
    "same-command",
    "same-option",
    "several-right",
    "source-lines",
    "source-version",
    "tab",
    "template",
    "told-version",
    "too-long",
    "too-many",
    "too-many-paths",
    "twice",
    "two-commands",
    "uncited",
    "unequal-gates",
    "unequal-options",
    "unit-not-offered",
    "unknown-account",
    "unknown-anchor",
    "unknown-aspect",
    "unknown-claim",
    "unknown-decision",
    "unknown-fact",
    "unknown-field",
    "unknown-file",
    "unknown-gap",
    "unknown-gate",
    "unknown-look",
    "unknown-node",
    "unknown-option",
    "unknown-outcome",
    "unknown-placeholder",
    "unknown-question",
    "unknown-sight",
    "unknown-target",
    "unknown-trait",
    "unknown-unit",
    "unknown-version",
    "unpaired-mark",
    "unquoted",
    "unreachable",
    "unsettled",
    "unused-placeholder",
    "unwritten",
    "version-jump",
    "way-elsewhere",
    "wrong-ending",
    "wrong-place",
    "wrong-type",
    "yaml-alias",
    "yaml-anchor",
    "yaml-depth",
    "yaml-documents",
    "yaml-key",
    "yaml-syntax",
    "yaml-tag",
]


@dataclass(frozen=True, slots=True)
class Check:
    """What one check refuses and why, in a sentence for contributors (Markdown).

    `example` is a case of tests/bad_content/ that trips this check alone, as `tree/cycle`; it is
    empty where a test makes the mistake: it is too large to keep, on a page, or of a guide with
    gates.
    """

    refuses: str
    example: str = ""


CHECKS: dict[Tag, Check] = {
    # -- A file as a whole
    "file-unreadable": Check("A content file that is missing, or that cannot be read."),
    "file-too-large": Check("A file of over 500,000 bytes, because nobody can edit that by hand."),
    "wrong-ending": Check("A content file whose name does not end in `.yml`.", "drills/not_yml"),
    "wrong-place": Check(
        "A YAML file that nobody reads, because of its name or its folder.",
        "scenarios/other_folder",
    ),
    "empty": Check("A file with nothing in it.", "tree/only_a_comment"),
    "encoding": Check(
        "Text that is not UTF-8, or that lost a character for that reason.", "bytes/latin1"
    ),
    "merge-conflict": Check("The marks of a merge that nobody finished.", "tree/merge_conflict"),
    "tab": Check("A tab as indentation, because YAML allows only spaces.", "tree/tab_indent"),
    "invisible-character": Check(
        "A character that a reviewer cannot see, because it can change the meaning.",
        "tree/zero_width_space",
    ),
    "old-schema": Check(
        "A file in `content/schema/` that other fields made, because editors of YAML read it."
    ),
    "too-many": Check("More than 200 mistakes in a file, because the rest of it is not read."),
    # -- YAML
    "yaml-syntax": Check("Text that is not YAML.", "tree/quote_never_closed"),
    "yaml-alias": Check(
        "An alias, because each value must be written where it is used.", "tree/alias_to_nothing"
    ),
    "yaml-anchor": Check("An anchor, for the same reason.", "tree/anchor_alone"),
    "yaml-tag": Check("A type tag, because the fields already say their types.", "tree/tag"),
    "yaml-depth": Check("Lists and mappings nested over 30 levels deep.", "tree/deep_nesting"),
    "yaml-documents": Check(
        "A second document in a file, because only the first would count.", "tree/second_document"
    ),
    "yaml-key": Check("A key that is a list or a mapping.", "tree/key_that_is_a_list"),
    "duplicate-key": Check(
        "A key that is given twice, because YAML would keep only the last.", "tree/duplicate_key"
    ),
    "unquoted": Check(
        "A text without quotes that YAML reads as a number, a date, true or false.",
        "tree/unquoted_no",
    ),
    "cut-by-comment": Check(
        "A comment after a text without quotes, because YAML cuts a text at ` #`.",
        "tree/text_cut_at_a_hash",
    ),
    # -- One value
    "unknown-field": Check("A field that does not exist in that place.", "tree/unknown_field"),
    "missing-field": Check("A required field that is missing.", "tables/checklist_left_out"),
    "empty-value": Check("A field without a value.", "tree/option_to_nothing"),
    "wrong-type": Check(
        "A list, a mapping or a value where the field needs another of these.", "tree/leans_as_text"
    ),
    "list-length": Check("A list with too few or too many entries.", "tree/one_option_only"),
    "too-long": Check("A text that is longer than its place on the page.", "tree/too_long"),
    "bad-form": Check(
        "A text that does not have the form of its field.", "claims/source_without_version"
    ),
    "curly-quotes": Check(
        "A number, a day or a name in typographic quotes, because YAML keeps them in the text.",
        "claims/day_in_curly_quotes",
    ),
    "no-such-day": Check("A day that the calendar does not have.", "claims/day_of_no_month"),
    "day-to-come": Check(
        "A day in the future, for something that was done already.", "claims/day_to_come"
    ),
    "unpaired-mark": Check(
        "A backtick or `**` without its partner, because all text after it would be code or bold.",
        "tree/backtick_alone",
    ),
    "unwritten": Check(
        "A `TODO` or an id that a command wrote and nobody replaced.", "tree/scaffold_text"
    ),
    "choice": Check("A word that is not in the list of words for its field.", "tree/lean_misspelt"),
    "bad-id": Check(
        "An id with anything but small letters, digits and hyphens, because links hold it.",
        "tree/bad_id",
    ),
    "reserved-id": Check(
        "An id that links use for something else, such as `v`.", "tree/reserved_id"
    ),
    "reserved-word": Check(
        "A question whose id is a word of links to a rollback plan, such as `stack`.",
        "tree/a_question_called_as_a_word_of_plans",
    ),
    "unknown-decision": Check(
        "A lean for something that is not one of the five decisions.", "tree/unknown_decision"
    ),
    # -- Names across files
    "duplicate-id": Check("An id that something else has already.", "tree/duplicate_option_id"),
    "unknown-claim": Check("A claim that does not exist.", "tree/unknown_claim"),
    "unknown-question": Check("A question that does not exist.", "tree/missing_start"),
    "unknown-option": Check(
        "An answer that its question does not have.", "scenarios/unknown_option"
    ),
    "unknown-outcome": Check("An outcome that does not exist.", "scenarios/unknown_expected"),
    "unknown-target": Check(
        "An answer that leads to no question and no outcome.", "tree/missing_target"
    ),
    "unknown-aspect": Check("An aspect that `units.yml` does not have.", "drills/unknown_aspect"),
    "unknown-unit": Check("A unit that `units.yml` does not have.", "drills/unknown_unit"),
    "unknown-sight": Check(
        "A symptom (`sights`) that `incident.yml` does not have.",
        "incident/failure_with_an_unknown_sight",
    ),
    "unknown-look": Check(
        "A look that `incident.yml` does not have.", "incident/look_after_an_unknown_one"
    ),
    "unknown-anchor": Check(
        "A row of the argument page, or a place for the search, that does not exist.",
        "scenarios/unknown_anchor",
    ),
    "uncited": Check(
        "A statement about a product that cites no claim, or a claim that nothing cites, because "
        "nobody could check it.",
        "tree/product_statement_without_claim",
    ),
    "source-version": Check(
        "A claim whose source has another version than the claim was checked for.",
        "claims/source_at_another_version",
    ),
    "source-lines": Check(
        "A claim's source whose last line comes before its first.", "claims/source_lines_in_reverse"
    ),
    "told-version": Check(
        "A claim known by a run that tells of a version for which it was not checked.",
        "claims/run_of_another_version",
    ),
    "evidence": Check(
        "A claim about behaviour whose evidence is neither code nor a run, because documents can "
        "be wrong or out of date.",
        "claims/behaviour_from_what_makers_say",
    ),
    # -- The tree
    "cycle": Check("Answers that lead back to an earlier question.", "tree/cycle"),
    "unreachable": Check(
        "A question or an outcome to which no answer leads.", "tree/unreachable_question"
    ),
    "pointless-question": Check(
        "A question whose answers all lead to the same place.", "tree/pointless_question"
    ),
    "other-answer": Check(
        "An answer that says something else where the same is asked again.",
        "tree/same_words_other_answer",
    ),
    "decisions": Check(
        "A comparison that lacks one of its five rows, or has them in another order.",
        "tables/decision_missing",
    ),
    "retired-reused": Check(
        "A retired id that is used again, because in old links it means something else.",
        "tree/retired_id_used_again",
    ),
    "retired-twice": Check("An id that is retired twice.", "tree/retired_twice"),
    "retired-option": Check(
        "A retired option that does not name its question, because two questions may have an "
        "option with the same id.",
        "tree/retired_option_without_question",
    ),
    "unknown-version": Check(
        "An id that was retired in a version that does not exist.", "tree/retired_in_no_version"
    ),
    "not-retired": Check(
        "An id of a published version that is missing and not listed under `retired`, because "
        "links hold it.",
        "history/option_gone_since_version_1",
    ),
    "version-jump": Check(
        "A version that does not follow the newest published one.", "history/version_left_out"
    ),
    "history-edited": Check(
        "An edited table of a published version, because old links are compared with it.",
        "history/old_table_edited",
    ),
    "published-left": Check(
        "A day in `published` that is not the day of this version.", "history/published_of_another"
    ),
    "too-many-paths": Check(
        "A tree with over 20,000 paths, because each path is a line in `content/history/`."
    ),
    "history-missing": Check(
        "A version of the tree without its table of outcomes, because links to it exist.",
        "history/version_without_its_table",
    ),
    "history-changed": Check(
        "A change of outcomes in a published version, because its links would change.",
        "history/outcomes_changed_under_a_published_version",
    ),
    # -- Gates, promises and public accounts
    "unknown-gap": Check("A gap that does not exist.", "promises/unknown_gap"),
    "unknown-gate": Check("A gate that does not exist.", "promises/unknown_gate"),
    "unknown-trait": Check("A trait that does not exist.", "promises/trait_beside_an_unknown_one"),
    "idle-gate": Check("A gate that no outcome names.", "promises/gate_that_no_outcome_names"),
    "idle-gap": Check("A gap that no gate shows.", "promises/gap_that_no_gate_shows"),
    "idle-trait": Check(
        "A trait that no option denies or no outcome assumes.", "promises/trait_that_nothing_denies"
    ),
    "pointless-gate": Check(
        "A gate whose answers all have the same effect.",
        "promises/gate_whose_answers_show_the_same",
    ),
    "contradiction": Check(
        "An outcome that contradicts an answer on a path to it.",
        "promises/owner_that_an_answer_denied",
    ),
    "never-said": Check(
        "Words for an answer that nobody can give on the way there, or that leave nothing to say.",
        "promises/words_after_an_answer_elsewhere",
    ),
    "same-option": Check(
        "Two answers that lead to the same place for the same reason.",
        "promises/two_options_that_ask_for_the_same",
    ),
    "unequal-gates": Check(
        "Outcomes of the two products that have different gates.", "promises/unequal_gates"
    ),
    "unequal-options": Check(
        "A question that separates the products, with more answers for one of them.",
        "promises/unequal_options_alone",
    ),
    "long-question": Check(
        "A question with more words than `bounds` allow.", "promises/question_too_long"
    ),
    "bound": Check("A tree that breaks a limit in `bounds`.", "promises/way_too_long"),
    "unknown-account": Check("An account that does not exist.", "reasons/unknown_account"),
    "unknown-node": Check(
        "A reason that names no option and no outcome of the tree.", "reasons/unknown_option"
    ),
    "unknown-fact": Check(
        "An answer of an account that names a fact the account does not have.",
        "accounts/fact_that_is_not_there",
    ),
    "twice": Check("An account that answers a question twice.", "accounts/question_answered_twice"),
    "other-unsaid": Check(
        "An account whose `target` is `other`, without `target_word` to say what it is.",
        "accounts/target_without_a_word",
    ),
    "account-excluded": Check(
        "An account whose choice the tree excludes, and that does not explain it.",
        "accounts/excluded_by_the_tree",
    ),
    "explained-for-nothing": Check(
        "An explanation in an account whose choice the tree does not exclude.",
        "accounts/explained_for_nothing",
    ),
    # -- Scenarios
    "file-name": Check(
        "A scenario or a drill whose id is not the name of its file.", "scenarios/file_name"
    ),
    "named-twice": Check("A choice that is offered twice.", "drills/unit_named_twice"),
    "fact-missing": Check(
        "A scenario without a fact for a question that the tree asks.", "scenarios/fact_missing"
    ),
    "fact-off-path": Check(
        "A fact that the tree does not ask for in this case.", "scenarios/fact_off_path"
    ),
    "long-brief": Check(
        "A brief, or a drill's pager and changes, with more words than `bounds` allows.",
        "scenarios/long_brief",
    ),
    "fact-not-given": Check(
        "A deciding fact that is not among the facts.", "scenarios/fact_not_given"
    ),
    "unsettled": Check(
        "Facts that leave more than one outcome possible.", "scenarios/facts_leave_several_outcomes"
    ),
    "other-outcome": Check(
        "Facts that lead to another outcome than their author expects.", "scenarios/another_outcome"
    ),
    "number-taken": Check(
        "Two scenarios, or two drills, with the same number, because people name cases by it.",
        "scenarios/number_of_another_case",
    ),
    "right-not-offered": Check(
        "A scenario that does not offer the right outcome.", "scenarios/right_not_offered"
    ),
    "rival-not-offered": Check(
        "A scenario that does not offer the rival outcome.", "scenarios/rival_not_offered"
    ),
    "inject": Check(
        "An inject with which no other outcome on offer is right, because a room votes again.",
        "scenarios/inject_changes_nothing",
    ),
    "rival-is-right": Check("A rival that is the right outcome.", "scenarios/rival_is_right"),
    "deciding-fact": Check(
        "A scenario that offers no fact, or several facts, that rule the rival out.",
        "scenarios/no_fact_rules_the_rival_out",
    ),
    "outcome-without-scenario": Check(
        "An outcome that no scenario leads to, because nobody could practise it.",
        "scenarios/outcome_without_scenario",
    ),
    # -- Drills
    "broken-unchanged": Check(
        "A broken aspect that no change touched.", "drills/broken_but_unchanged"
    ),
    "unit-not-offered": Check(
        "A unit that the author expects, but does not offer.", "drills/unit_not_offered"
    ),
    "other-stack": Check(
        "A unit that does not exist on the stack of the drill.", "drills/unit_of_another_stack"
    ),
    "cannot-anyway": Check(
        "An exception (`cannot`) for an aspect that the unit never restores.",
        "drills/cannot_what_it_never_restores",
    ),
    "nothing-restores": Check(
        "A drill that offers no unit which restores what is broken.", "drills/nothing_restores"
    ),
    "several-right": Check(
        "A drill in which two answers are equally good.", "drills/several_right"
    ),
    "other-units": Check(
        "A drill whose best units are not those that its author expects.",
        "drills/other_units_are_more",
    ),
    "order-circle": Check("Rules of order that contradict each other.", "drills/order_in_a_circle"),
    "look-at-nothing": Check("A look that shows nothing.", "drills/look_at_nothing"),
    "half-a-piece": Check(
        "A piece of evidence with only one of `aspect` and `back`.",
        "drills/piece_without_what_is_back",
    ),
    "piece-unchanged": Check(
        "A piece of evidence on an aspect that no change touched.",
        "drills/piece_on_what_did_not_change",
    ),
    "broken-unseen": Check(
        "A broken aspect that no look of the drill shows.", "drills/broken_and_nowhere_to_be_seen"
    ),
    "harm-of-good": Check("Harm from an aspect that is not broken.", "drills/harm_of_what_is_good"),
    "harm-missing": Check("A broken aspect without its harm.", "drills/harm_left_out"),
    "other-play": Check(
        "A drill whose best sequence puts other units back than its author expects.",
        "drills/other_units_when_played",
    ),
    "other-order": Check(
        "Expected units in another order than the rules of the drill give.", "drills/other_order"
    ),
    "two-commands": Check(
        "A command that does two things, because users meet the state between them.",
        "units/two_commands_in_one_line",
    ),
    "way-elsewhere": Check(
        "A step that leads to a unit of another stack, to one that restores nothing, or to itself.",
        "units/way_to_another_stack",
    ),
    "open-quote": Check(
        "A command with an open quote, because a shell would wait for more.",
        "units/quote_left_open_in_a_command",
    ),
    "same-command": Check(
        "Two units of a stack with one command, which would put the same thing back twice.",
        "units/same_command",
    ),
    "rollback-ids": Check(
        "An id of a rollback plan that is gone and not retired, or that is not listed yet.",
        "history/rollback_id_that_left",
    ),
    "unknown-placeholder": Check(
        "A word in capitals in a command that `placeholders` does not explain.",
        "units/unknown_placeholder",
    ),
    "unused-placeholder": Check(
        "A word in `placeholders` that no command has, so its row explains nothing.",
        "units/placeholder_that_no_command_has",
    ),
    "outcome-without-runbook": Check(
        "An outcome without a rollback plan for its decision.", "incident/outcome_without_runbook"
    ),
    # -- Wording
    "long-sentence": Check(
        "A sentence with more words than `words.yml` allows, because people read once, in a hurry.",
        "words/sentence_too_long",
    ),
    "hard-text": Check(
        "A page or an entry above the reading grade that `words.yml` allows.", "words/text_too_hard"
    ),
    "house-word": Check(
        "A word or habit that the guide avoids; `words.yml` says why and what is better.",
        "words/word_of_the_list",
    ),
    "idle-word": Check(
        "A row of `words.yml` that does not find its own example, or that advises such a word.",
        "words/example_that_trips_nothing",
    ),
    # -- Pages
    "front-matter": Check("A page that does not begin with valid YAML between two lines of `---`."),
    "macro": Check("A macro on a page that does not exist, or that is called wrongly."),
    "template": Check("A page with braces that the template language cannot read."),
    "unknown-file": Check("A page that includes a file that does not exist."),
    "broken-link": Check("A link to a page or a file of the site that does not exist."),
    "broken-anchor": Check("A link to an anchor that its page does not have."),
    "page-name": Check(
        "A page with different names in the menu, its title and its heading, or with a description "
        "that is too short, too long, or the same as another page's."
    ),
    "double-anchor": Check(
        "Two places of a page with the same anchor, because a link finds only the first."
    ),
    "mkdocs": Check("Every other warning of MkDocs while it builds the site."),
}
"""The checks by their tags, in the order in which contributors read them."""
