"""The plan against a second, slow way to find it; and what comes first, next, and not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest

from decision_tree.engine.display_names import STACK_NAMES
from decision_tree.engine.incident.plan import (
    again,
    checks_of,
    choices,
    looks_for,
    plan,
    put_back,
    restored,
    seen_by,
    suspected,
)
from decision_tree.engine.incident.state import Incident, decode_incident, encode_incident
from decision_tree.engine.incident.words import stuck_said, told_by
from decision_tree.engine.model import NOT_SURE, OUTSIDE, PLACES, SPEEDS, Guide, Unit
from decision_tree.engine.rollback import instead
from tests.conftest import published


def subsets(names: tuple[str, ...], most: int) -> Iterator[tuple[str, ...]]:
    """Every set of one to `most` of these names."""
    for size in range(1, most + 1):
        yield from combinations(names, size)


@cache
def units_for(stack: str, bad: tuple[str, ...]) -> tuple[Unit, ...]:
    """What the published guide puts back there, found once for all that is asked of it below."""
    return put_back(published(), stack, bad)


def exists(unit: Unit, stack: str) -> bool:
    """Whether a plan for this stack may name this unit: of those outside it, only what has no
    command that a controller of the stack would undo."""
    return unit.stack == stack or (unit.stack == OUTSIDE and unit.id != "deployment-back")


def test_a_deployment_is_undone_by_hand_only_where_no_product_writes_it(guide: Guide) -> None:
    (unit,) = put_back(guide, OUTSIDE, ("runtime-image", "runtime-flags"))
    assert unit.id == "deployment-back"
    assert any("kubectl rollout undo deployment" in command for command in unit.commands)
    for stack in PLACES[:-1]:
        for aspect in unit.restores:
            made = plan(guide, Incident("errors", stack, (aspect,), when="just-before"))
            assert unit not in (*made.units, *(each for others in made.others for each in others))


@pytest.mark.parametrize("stack", PLACES)
def test_each_set_of_up_to_three_bad_aspects_gets_the_fewest_own_and_fastest_units(
    guide: Guide, stack: str
) -> None:
    """Brute force: every set of up to three units, by bits, with no use of the engine's rule."""
    bit = {aspect.id: 1 << number for number, aspect in enumerate(guide.aspects)}
    able = [unit for unit in guide.units if unit.restores and exists(unit, stack)]
    mask = {unit.id: sum(bit[each] for each in unit.restores) for unit in able}
    speed = {unit.id: SPEEDS.index(unit.speed) for unit in able}
    outside = {unit.id: unit.stack != stack for unit in able}
    cheapest: dict[int, tuple[int, int, int]] = {}  # of the sets that put the same back
    for names in subsets(tuple(unit.id for unit in able), 3):
        whole = 0
        for name in names:
            whole |= mask[name]
        cost = (len(names), sum(outside[n] for n in names), max(speed[n] for n in names))
        cheapest[whole] = min(cost, cheapest.get(whole, cost))
    for bad in subsets(tuple(bit), 3):
        wanted = sum(bit[each] for each in bad)
        costs = [(cost, whole) for whole, cost in cheapest.items() if whole & wanted == wanted]
        units = units_for(stack, bad)
        if not costs:
            assert units == (), bad
            continue
        least = min(cost for cost, _ in costs)
        names = tuple(unit.id for unit in units)
        whole = 0
        for name in names:
            whole |= mask[name]
        assert whole & wanted == wanted, bad
        got = (len(names), sum(outside[n] for n in names), max(speed[n] for n in names))
        assert got == least, (bad, names)
        besides = min((w & ~wanted).bit_count() for cost, w in costs if cost == least)
        assert (whole & ~wanted).bit_count() == besides, (bad, names)


@pytest.mark.parametrize("stack", PLACES)
def test_units_go_back_in_an_order_that_nothing_forbids(guide: Guide, stack: str) -> None:
    for bad in subsets(tuple(aspect.id for aspect in guide.aspects), 3):
        names = [unit.id for unit in units_for(stack, bad)]
        for each in guide.precedence:
            if each.first in names and each.then in names:
                assert names.index(each.first) < names.index(each.then)


def test_one_that_goes_first_does_so_where_two_units_are_bound(guide: Guide) -> None:
    first = guide.unit_by_id[guide.precedence[0].first]
    then = guide.unit_by_id[guide.precedence[0].then]
    apart = replace(
        guide, units=tuple(replace(unit, restores=unit.restores[:1]) for unit in (then, first))
    )
    bad = (then.restores[0], first.restores[0])
    assert [unit.id for unit in put_back(apart, "ray-serve", bad)] == [first.id, then.id]


@pytest.mark.parametrize("stack", PLACES)
def test_each_unit_that_can_take_the_place_of_another_is_offered_the_fastest_first(
    guide: Guide, stack: str
) -> None:
    """Brute force: with it in place of the other, all that was put back is put back still."""
    able = [unit for unit in guide.units if unit.restores and exists(unit, stack)]
    for bad in subsets(tuple(aspect.id for aspect in guide.aspects), 2):
        units = units_for(stack, bad)
        for number, others in enumerate(instead(guide, stack, bad, units)):
            rest = [unit for at, unit in enumerate(units) if at != number]

            def serves(unit: Unit, rest: list[Unit] = rest, bad: tuple[str, ...] = bad) -> bool:
                return set(bad) <= {each for one in (*rest, unit) for each in one.restores}

            wanted = {unit.id for unit in able if unit not in units and serves(unit)}
            assert {unit.id for unit in others} == wanted, bad
            speeds = [SPEEDS.index(unit.speed) for unit in others]
            assert speeds == sorted(speeds)


@pytest.mark.parametrize(
    ("stack", "aspect", "first", "also"),
    [
        ("kserve-llm", "model-artefact", "llm-weight", "llm-start-old"),
        ("kserve-knative", "model-artefact", "knative-percent", "knative-model"),
        ("ray-serve", "runtime-flags", "ray-document", "ray-whole-object"),
    ],
)
def test_a_slower_unit_that_does_the_same_is_offered_and_can_be_chosen(
    guide: Guide, stack: str, aspect: str, first: str, also: str
) -> None:
    begun = Incident("wrong", stack, (aspect,), when="just-before")
    made = plan(guide, begun)
    assert [unit.id for unit in made.units] == [first]
    assert also in [unit.id for unit in made.others[0]]
    chosen = plan(guide, replace(begun, use=also))
    assert [unit.id for unit in chosen.units] == [also]
    assert first in [unit.id for unit in chosen.others[0]]


ADAPTER = {"kserve-llm": ("llm-adapter", "llm-spec"), "ray-serve": ("ray-adapter",)}
"""What puts an adapter back, first what asks for its address. Members of a group that differ in it
take no part in each other's weights."""


@pytest.mark.parametrize("stack", ADAPTER)
@pytest.mark.parametrize(
    ("when", "more"),
    [("just-before", ()), ("just-before", ("prompt",)), ("earlier", ()), (NOT_SURE, ())],
)
def test_an_adapter_goes_back_by_what_holds_it(
    guide: Guide, stack: str, when: str, more: tuple[str, ...]
) -> None:
    able = [each.id for each in guide.units if "adapter" in each.restores and each.stack == stack]
    assert set(able) == set(ADAPTER[stack])
    made = plan(guide, Incident("wrong", stack, ("adapter", *more), when=when))
    first, *others = ADAPTER[stack]
    assert made.units[0].id == first
    assert [each.id for each in made.others[0]] == others


def test_a_weight_is_moved_only_between_two_objects_with_the_same_adapters(guide: Guide) -> None:
    for name in ("llm-weight", "llm-start-old"):
        unit = guide.unit_by_id[name]
        assert "An adapter that only one version has" in unit.leaves.text
        ways = [(way.case, way.unit) for way in unit.steps[0].ways]
        assert any("only one object" in case and unit == "llm-spec" for case, unit in ways), name
        assert any("adapters differ" in case and unit == "llm-spec" for case, unit in ways), name
    asked = guide.look_by_id["adapter-name-only"]
    assert asked.suspects == ("adapter",)
    assert ".adapters[*].name" in asked.command
    checks = [each.command for each in checks_of(guide, guide.unit_by_id["llm-spec"])]
    assert asked.command in checks


def test_each_rollback_that_makes_a_revision_first_reads_the_percentage(guide: Guide) -> None:
    """After a canary percentage of 0 the next revision gets nothing, and its check waits."""
    for unit in guide.units:
        makes = unit.speed == "cold-start" or unit.id == "knative-controller"
        if unit.stack != "kserve-knative" or not makes or unit.id == "knative-spec":
            continue
        first, *rest = unit.commands
        assert first.startswith("kubectl get inferenceservice"), unit.id
        assert ".spec.predictor.canaryTrafficPercent}" in first.replace(",", "}"), unit.id
        assert rest, unit.id
        step = next(each for each in unit.steps if each.command == first)
        onward = {way.unit for way in step.ways}
        restarts = "`kubectl rollout restart`" in step.do.text
        assert onward == (set() if restarts else {"knative-spec"}), unit.id
    begun = Incident("slow", "kserve-knative", unnamed="not-sure")
    tried = ("model-artefact", "route", "runtime-image", "runtime-flags")
    (unit,) = plan(guide, replace(begun, tried=tried)).units
    assert "canaryTrafficPercent" in unit.commands[0]


def test_files_come_back_by_the_units_own_command_where_the_stack_has_one(guide: Guide) -> None:
    """A restart by an annotation lasts; “restart what loads them” names no command."""
    for stack in PLACES:
        units = put_back(guide, stack, ("shared-bytes",))
        able = [unit for unit in guide.units if "shared-bytes" in unit.restores]
        own = [unit for unit in able if unit.stack == stack]
        assert units == (own[0] if own else guide.unit_by_id["bytes-back"],)
        assert bool(units[0].commands) == (stack in ("kserve-standard", "kserve-knative"))
        assert not any("rollout restart" in command for command in units[0].commands)


def test_a_chosen_unit_that_does_not_help_here_is_said_and_left_out(guide: Guide) -> None:
    begun = Incident("wrong", "ray-serve", ("prompt",), when="just-before", use="ray-bounds")
    made = plan(guide, begun)
    assert [unit.id for unit in made.units] == ["prompt-version"]
    assert "does not put this back" in stuck_said(guide, begun, made)
    assert stuck_said(guide, replace(begun, use=""), made) == ""
    assert stuck_said(guide, replace(begun, use="prompt-version"), made) == ""


def test_of_two_units_that_go_back_one_can_be_chosen_anew(guide: Guide) -> None:
    bad = ("prompt", "autoscaling")
    begun = Incident("slow", "ray-serve", bad, when="just-before")
    before = {unit.id for unit in plan(guide, begun).units}
    assert before == {"prompt-version", "ray-bounds"}
    after = {unit.id for unit in plan(guide, replace(begun, use="ray-worker-bounds")).units}
    assert after == {"prompt-version", "ray-worker-bounds"}


def test_the_likeliest_suspect_of_each_symptom_can_be_put_back_on_each_stack(guide: Guide) -> None:
    for sight in guide.sights:
        for stack in PLACES:
            made = plan(guide, Incident(sight.id, stack, unnamed="not-sure"))
            assert made.units, (sight.id, stack)
            assert made.look, (sight.id, stack)
            assert all(units for _, units in made.suspects)


def test_what_was_changed_just_before_goes_back_at_once_and_otherwise_a_look_is_first(
    guide: Guide,
) -> None:
    begun = Incident("errors", "kserve-standard", ("runtime-image",), when="just-before")
    assert plan(guide, begun).look is None
    assert plan(guide, begun).bad == ("runtime-image",)
    for when in ("earlier", NOT_SURE):
        made = plan(guide, replace(begun, when=when))
        assert made.look is not None
        assert made.bad[0] in ("runtime-image", "route")


def test_what_no_unit_of_the_stack_restores_is_said(guide: Guide) -> None:
    made = plan(guide, Incident("errors", OUTSIDE, ("neighbours", "prompt"), when="just-before"))
    assert made.stuck == ("neighbours",)
    assert made.bad == ("prompt",)


def test_each_look_leaves_fewer_suspects_whatever_its_answer(guide: Guide) -> None:
    for sight in guide.sights:
        for stack in PLACES:
            begun = Incident(sight.id, stack, unnamed="not-sure")
            made = plan(guide, begun)
            while made.look:
                able = choices(guide, begun)
                yes = replace(begun, yes=(*begun.yes, made.look.id))
                no = replace(begun, no=(*begun.no, made.look.id))
                left = [len(suspected(guide, each, able)) for each in (yes, no)]
                whole = len(suspected(guide, begun, able))
                if made.look.after_no == "rules-out":
                    assert sum(left) == whole
                else:
                    assert left[1] == whole
                assert 0 < left[0] < whole
                begun, made = no, plan(guide, no)


def test_what_was_put_back_in_vain_is_not_offered_again(guide: Guide) -> None:
    """Whatever a unit restores was tried with it."""
    for sight in guide.sights:
        for stack in PLACES:
            begun, made = Incident(sight.id, stack, unnamed="not-sure"), None
            seen: list[str] = []
            while made is None or made.units:
                made = plan(guide, begun)
                names = [unit.id for unit in made.units]
                assert not set(names) & set(seen), (sight.id, stack, names)
                back = restored(made.bad, made.units)
                assert not {each for each, _ in made.suspects} & set(back)
                seen += names
                begun = replace(begun, tried=(*begun.tried, *back))


def test_the_first_look_tells_most_for_a_minute(guide: Guide) -> None:
    suspects = guide.sight_by_id["errors"].suspects
    looks = looks_for(guide, Incident("errors", "ray-serve"), suspects)
    rates = []
    for look in looks:
        within = len(set(look.suspects) & set(suspects))
        rates.append(min(within, len(suspects) - within) / look.minutes)
    assert rates == sorted(rates, reverse=True)
    assert all(not look.stacks or "ray-serve" in look.stacks for look in looks)


def test_yes_to_a_look_names_only_what_is_still_suspected(guide: Guide) -> None:
    for sight in guide.sights:
        for stack in PLACES:
            begun = Incident(sight.id, stack, unnamed="not-sure")
            made = plan(guide, begun)
            assert made.look
            suspects = suspected(guide, begun, choices(guide, begun))
            assert made.seen == seen_by(made.look, suspects)
            after = suspected(guide, replace(begun, yes=(made.look.id,)), choices(guide, begun))
            assert made.seen == after
    look = guide.look_by_id["versions-in-the-log"]
    assert told_by(guide, look, ("prompt",))[0].startswith("Suspect this: Prompts")
    assert told_by(guide, look, ("prompt", "index"))[0].startswith("Suspect one of these: Prompts")


def test_looks_that_rule_everything_out_are_not_heard(guide: Guide) -> None:
    begun = Incident("errors", "kserve-standard", unnamed="not-sure")
    able = choices(guide, begun)
    looks = tuple(look.id for look in guide.looks)
    assert suspected(guide, replace(begun, yes=looks), able) == suspected(guide, begun, able)


@pytest.mark.parametrize("stack", PLACES)
def test_what_goes_back_without_a_look_has_a_command_of_its_stack(guide: Guide, stack: str) -> None:
    """A route or a policy at the edge is likely too, but not every team has a gateway. Who looked,
    or named a change, gets what they found."""
    for sight in guide.sights:
        begun = Incident(sight.id, stack, unnamed="not-sure")
        (unit,) = plan(guide, begun).units
        assert unit.stack == stack
        assert unit.commands
    assert plan(guide, Incident("errors", stack, ("route",), when="earlier")).bad == ("route",)
    after = Incident("errors", stack, unnamed="not-sure", yes=("at-the-gateway",))
    assert plan(guide, after).bad == ("route",)


def test_what_was_tried_is_not_suspected_again_until_nothing_is_left(guide: Guide) -> None:
    begun = Incident("wrong", "ray-serve", unnamed="not-sure")
    seen: list[str] = []
    while (made := plan(guide, begun)).bad:
        assert not set(made.bad) & set(seen)
        seen += made.bad
        begun = replace(begun, tried=tuple(seen))
    assert (made.units, made.look, made.suspects) == ((), None, ())
    sight = guide.sight_by_id["wrong"]
    assert seen == [each for each in sight.suspects if each in choices(guide, begun)]


def test_after_a_rollback_in_vain_the_ways_that_put_nothing_back_are_named(guide: Guide) -> None:
    for stack in STACK_NAMES:
        useless = {each.id for each in guide.units if each.stack == stack and not each.restores}
        begun = Incident("still-bad", stack, unnamed="not-sure")
        assert {each.id for each in plan(guide, begun).vain} == useless
        assert not plan(guide, replace(begun, sight="errors")).vain
        for aspect in choices(guide, begun):
            other = again(replace(begun, tried=(aspect,)))
            assert plan(guide, other).bad == (aspect,)
            assert plan(guide, other).look is None
            assert decode_incident(guide, encode_incident(other)) == (other, ())


def test_who_put_ray_code_back_at_the_same_address_is_told_so_and_how_to_do_it(
    guide: Guide,
) -> None:
    incident = Incident("still-bad", "ray-serve", unnamed="not-sure", tried=("graph-code",))
    assert "ray-same-address" in {each.id for each in plan(guide, incident).vain}
    units = plan(guide, again(incident)).units
    assert [each.id for each in units] == ["ray-code-pointer"]


def test_before_each_edit_of_an_inferenceservice_stands_that_it_can_be_refused(
    guide: Guide,
) -> None:
    """Whatever the mode, an update of KServe can make the API refuse every edit of a service."""
    refused = next(each for each in guide.cautions if each.id == "mode-cannot-change")
    edits = {
        unit.id
        for unit in guide.units
        if any(
            text.startswith("kubectl patch inferenceservice ") or "GOOD:service.yaml" in text
            for text in unit.commands
        )
    }
    assert edits == set(refused.units)


@pytest.mark.parametrize("stack", PLACES)
@pytest.mark.parametrize("sight", ["deploy-hangs", "still-bad"])
def test_before_a_look_stands_what_one_finds_out_first(
    guide: Guide, sight: str, stack: str
) -> None:
    """Whether the old version serves, and whether what was put back is still there."""
    begun = Incident(sight, stack, unnamed="not-sure")
    rows = plan(guide, begun).triage
    assert len(rows) == 1, f"triage in incident.yml: one row at {sight} on {stack}"
    assert stack in rows[0].stacks
    assert bool(rows[0].command) == (stack != OUTSIDE)
    sure = replace(begun, unnamed="", changed=("spec",), when="just-before")
    assert plan(guide, sure).triage == rows
    assert plan(guide, replace(begun, tried=("prompt",), no=("others-too",))).triage == rows
    assert plan(guide, replace(begun, sight="errors")).triage == ()


@pytest.mark.parametrize(
    ("stack", "looks"),
    [
        ("kserve-standard", {"image-not-pulled", "pod-not-placed", "pod-restarts"}),
        ("kserve-knative", {"image-not-pulled", "revision-not-placed", "pod-restarts"}),
        ("kserve-llm", {"llm-image-not-pulled", "pod-not-placed", "llm-pod-restarts"}),
        (
            "ray-serve",
            {
                "pending-cluster-not-placed",
                "pending-image-not-pulled",
                "new-application-not-running",
            },
        ),
    ],
)
def test_a_deploy_that_hangs_is_looked_at_as_one_that_hangs(
    guide: Guide, stack: str, looks: set[str]
) -> None:
    """An image, a node, a quota, a crash: each has a look, and none is asked where answers are
    wrong."""

    def asked(sight: str) -> list[str]:
        incident = Incident(sight, stack, unnamed="not-sure")
        suspects = suspected(guide, incident, choices(guide, incident))
        return [look.id for look in looks_for(guide, incident, suspects)]

    assert looks <= set(asked("deploy-hangs"))
    assert asked("deploy-hangs")[0] in looks
    assert not looks & set(asked("wrong"))


def test_after_a_rollback_in_vain_nothing_shared_goes_back_without_a_look(guide: Guide) -> None:
    """Whoever has no time to look puts back what touches the own service only."""
    for stack in PLACES:
        made = plan(guide, Incident("still-bad", stack, unnamed="not-sure"))
        assert "shared-bytes" not in made.bad
        for unit in made.units:
            assert "neighbours" not in unit.restores
            assert unit.owner != "platform"


NOT_CHECKED = {"standard-graph", "knative-graph"}
"""Units of a product that no command of the guide shows to be back."""


def test_each_unit_of_a_product_has_a_command_that_shows_that_it_is_back(guide: Guide) -> None:
    for unit in guide.units:
        checks = checks_of(guide, unit)
        wanted = unit.restores and unit.stack != OUTSIDE and unit.id not in NOT_CHECKED
        assert bool(checks) == bool(wanted), unit.id
        for each in checks:
            assert {guide.unit_by_id[name].stack for name in each.units} <= {
                unit.stack,
                *(
                    ("kserve-standard", "kserve-knative", "kserve-llm")
                    if "kserve" in unit.stack
                    else ()
                ),
            }


@pytest.mark.parametrize("stack", PLACES)
def test_no_to_a_look_that_says_nothing_leaves_every_suspect(guide: Guide, stack: str) -> None:
    """A pod that waits for a node does not restart, and its image may be bad all the same."""
    begun = Incident("deploy-hangs", stack, unnamed="not-sure")
    able = choices(guide, begun)
    for look in looks_for(guide, begun, suspected(guide, begun, able)):
        left = suspected(guide, replace(begun, no=(look.id,)), able)
        whole = suspected(guide, begun, able)
        gone = set(look.suspects) if look.after_no == "rules-out" else set()
        assert left == tuple(each for each in whole if each not in gone) or left == whole
        assert (told_by(guide, look, ("spec",))[1] == "Go on to the next check.") == (not gone)


@pytest.mark.parametrize(
    "yes",
    [
        (),
        ("pending-cluster-not-placed",),
        ("pending-image-not-pulled",),
        ("new-application-not-running",),
        ("new-application-not-running", "message-names-model"),
    ],
)
def test_a_ray_deploy_that_hangs_goes_back_with_both_fields(
    guide: Guide, yes: tuple[str, ...]
) -> None:
    """A Serve config file alone does not reach the cluster that takes traffic."""
    made = plan(guide, Incident("deploy-hangs", "ray-serve", unnamed="not-sure", yes=yes))
    assert [unit.id for unit in made.units] == ["ray-whole-object"]
    assert [check.id for check in made.checks[0]] == ["clusters-of-the-service"]


def test_no_ray_plan_sends_a_config_file_alone_into_a_hanging_deploy(guide: Guide) -> None:
    """Whatever was changed; only who chooses that unit gets it, below both fields in one write."""
    alone = {unit for each in guide.cautions if each.id == "pending-upgrade" for unit in each.units}
    begun = Incident("deploy-hangs", "ray-serve", when="just-before")
    for aspect in choices(guide, begun):
        made = plan(guide, replace(begun, changed=(aspect,)))
        assert not alone & {unit.id for unit in made.units}, aspect
    chosen = plan(guide, replace(begun, changed=("graph-code",), use="ray-document"))
    assert [unit.id for unit in chosen.units] == ["ray-document"]


@pytest.mark.parametrize("sight", ["deploy-hangs", "still-bad", "wrong", "errors"])
def test_a_whole_ray_spec_goes_back_with_both_fields(guide: Guide, sight: str) -> None:
    """`serveConfigV2` is a part of it. The unit says when that part is enough."""
    made = plan(guide, Incident(sight, "ray-serve", ("spec",), when="just-before"))
    assert [unit.id for unit in made.units] == ["ray-whole-object"]
    assert "spec" not in guide.unit_by_id["ray-document"].restores
    ways = [way.unit for step in made.units[0].steps for way in step.ways]
    assert ways == ["ray-document"]


def test_what_cannot_be_true_with_what_was_seen_is_not_asked(guide: Guide) -> None:
    for sight in guide.sights:
        for stack in PLACES:
            begun = Incident(sight.id, stack, unnamed="not-sure")
            able = choices(guide, begun)
            for first in looks_for(guide, begun, suspected(guide, begun, able)):
                assert not first.after
                seen = replace(begun, yes=(first.id,))
                for look in looks_for(guide, seen, suspected(guide, seen, able)):
                    assert first.id not in look.unless
                    assert not look.after or first.id in look.after
                    assert first.id not in ("pending-cluster",) or look.id != "serve-status"


def test_after_an_application_that_hangs_it_is_asked_what_its_message_says(guide: Guide) -> None:
    yes = ("new-application-not-running",)
    begun = Incident("deploy-hangs", "ray-serve", unnamed="not-sure", yes=yes)
    asked, no = [], list[str]()
    while look := plan(guide, replace(begun, no=tuple(no))).look:
        asked.append(look.id)
        no.append(look.id)
    assert asked
    assert all(name.startswith("message-names-") for name in asked), asked
    unseen = replace(begun, yes=(), no=yes)
    looks = looks_for(guide, unseen, suspected(guide, unseen, choices(guide, unseen)))
    assert not any(look.id.startswith("message-names-") for look in looks)


def test_pods_without_a_node_and_without_an_image_are_two_questions(guide: Guide) -> None:
    """Without a node one waits; a pod that waits for either cannot have started its application."""
    for name in ("pending-cluster-not-placed", "pending-image-not-pulled"):
        seen = Incident("deploy-hangs", "ray-serve", unnamed="not-sure", yes=(name,))
        asked = {look.id for look in looks_for(guide, seen, guide.look_by_id[name].suspects)}
        assert "new-application-not-running" not in asked
    link = "v=1&sees=deploy-hangs&stack=ray-serve&changed=not-sure&yes=pending-cluster-pods"
    incident, notes = decode_incident(guide, link)
    assert incident.yes == ()
    assert "two questions now" in notes[0]


def test_what_costs_too_much_is_looked_at_as_cost(guide: Guide) -> None:
    """No request is sent and no answer judged; what counts the replicas comes first."""
    quality = {"others-too", "other-llms-too", "at-the-gateway", "replay-at-the-model"}
    quality |= {"versions-in-the-log"}
    firsts = {
        "kserve-standard": "replicas-and-queue",
        "kserve-knative": "knative-replicas",
        "kserve-llm": "replicas-and-queue",
        "ray-serve": "pending-cluster",
    }
    for stack in PLACES:
        begun = Incident("expensive", stack, unnamed="not-sure")
        looks = looks_for(guide, begun, suspected(guide, begun, choices(guide, begun)))
        assert not quality & {look.id for look in looks}
        assert looks[0].id == firsts.get(stack, "more-tokens"), stack


def test_a_revision_without_room_goes_back_by_what_starts_no_pod(guide: Guide) -> None:
    yes = ("revision-not-placed",)
    made = plan(guide, Incident("deploy-hangs", "kserve-knative", unnamed="not-sure", yes=yes))
    assert [unit.id for unit in made.units] == ["knative-percent"]
    assert made.look is None


def test_in_a_hang_the_head_that_serves_goes_last(guide: Guide) -> None:
    begun = Incident("deploy-hangs", "ray-serve", unnamed="not-sure")
    seen = [plan(guide, begun).bad, *((each,) for each, _ in plan(guide, begun).suspects)]
    assert seen[-1] == ("head",)


def test_cautions_of_the_units_come_first_and_the_rest_of_the_stack_after(guide: Guide) -> None:
    for stack in PLACES:
        for aspect in guide.aspects:
            made = plan(guide, Incident("errors", stack, (aspect.id,), when="just-before"))
            used = {unit.id for unit in made.units}
            for caution in guide.cautions:
                everywhere = not caution.stacks and not caution.units
                bears = everywhere or bool(used & set(caution.units))
                assert (caution in made.cautions) == bears
                assert (caution in made.more_cautions) == (stack in caution.stacks and not bears)
            assert len(made.cautions) <= 3, (stack, aspect.id)


@pytest.mark.parametrize("stack", PLACES)
def test_where_nothing_was_changed_nothing_goes_back_before_a_look_says_yes(
    guide: Guide, stack: str
) -> None:
    for sight in guide.sights:
        begun = Incident(sight.id, stack, unnamed="nothing")
        made = plan(guide, begun)
        assert made.look, sight.id
        assert (made.units, made.bad) == ((), ()), sight.id
        said = plan(guide, replace(begun, yes=(made.look.id,)))
        assert said.units, sight.id
        while made.look:
            assert not made.units
            begun = replace(begun, no=(*begun.no, made.look.id))
            made = plan(guide, begun)
        assert made.units, "when every check says no, the likeliest cause is left"


def test_an_unhealthy_application_leads_to_pods_that_wait_for_a_node(guide: Guide) -> None:
    """A replica that is lost after scaling up has no room: neither code nor route is the cause."""
    look = guide.look_by_id["application-not-running"]
    assert "UNHEALTHY" in look.ask
    begun = Incident("errors", "ray-serve", unnamed="not-sure")
    made = plan(guide, begun)
    assert made.look == look
    after = plan(guide, replace(begun, yes=(look.id,)))
    assert after.look
    assert after.look.id == "workers-not-placed"
    assert "kubectl get pods -l ray.io/cluster=" in after.look.command
    assert "kubectl get events" in after.look.command
    found = plan(guide, replace(begun, yes=(look.id, after.look.id)))
    assert "ray-bounds" in {unit.id for unit in found.units}
