"""Incidents of KServe's LLM services: groups of two, presets, and edits in place."""

from __future__ import annotations

from functools import partial
from typing import Any

from .api import Object
from .facts import kserve_facts
from .kserve import NAMESPACE
from .kserve_objects import GROUP, ready, rolled_out
from .telling import Case, Incident
from .world import World

__all__ = ["CASES"]

OLD, NEW = "answers-old", "answers-new"


def service(name: str, model: str = "v41", weight: int | None = None, **more: Any) -> Object:
    """An LLM service of one pod behind the gateway; with a weight it is a member of a group."""
    route = {} if weight is None else {"group": "answers", "weight": weight}
    return {
        "apiVersion": f"{GROUP}/v1alpha2",
        "kind": "LLMInferenceService",
        "metadata": {"name": name},
        "spec": {
            "model": {"uri": f"hf://example/answers-{model}", "name": "answers"},
            "replicas": 1,
            "router": {"gateway": {}, "route": route},
            **more,
        },
    }


def preset(name: str, *arguments: str, image: str = "example.com/engine:41") -> Object:
    """A preset of the platform's own: an engine's image and its arguments."""
    main = {"name": "main", "image": image, "args": list(arguments)}
    return {
        "apiVersion": f"{GROUP}/v1alpha2",
        "kind": "LLMInferenceServiceConfig",
        "metadata": {"name": name},
        "spec": {"template": {"containers": [main]}},
    }


def settle(world: World, *names: str) -> None:
    """Wait until the controller has dealt with the last command, and these services are ready."""
    world.quiet()
    for name in names:
        deployment = f"{name}-kserve"
        world.wait(lambda: rolled_out(world, deployment), f"{deployment} is rolled out")  # noqa: B023
        ready(world, name, "LLMInferenceService")
    world.quiet()


def weight_back(incident: Incident) -> None:
    """The new member of a group gets nearly everything; its weight is set to 0."""
    world = incident.world
    world.apply(old=service(OLD, weight=100))
    settle(world, OLD)
    world.apply(new=service(NEW, "v42", weight=0))
    settle(world, OLD, NEW)
    incident.see()
    world.apply(old=service(OLD, weight=10))
    world.apply(new=service(NEW, "v42", weight=90))
    settle(world, OLD, NEW)
    incident.see()
    incident.roll_back("llm-weight", OLD=OLD, NEW=NEW)
    settle(world, OLD, NEW)
    incident.see()


def old_started_again(incident: Incident) -> None:
    """The old member was stopped after the promotion; it is started again, then the weight."""
    world = incident.world
    world.apply(old=service(OLD, weight=10))
    settle(world, OLD)
    world.apply(new=service(NEW, "v42", weight=0))
    settle(world, OLD, NEW)
    incident.see()
    world.apply(new=service(NEW, "v42", weight=90))
    settle(world, OLD, NEW)
    world.shell(f"kubectl annotate llminferenceservice {OLD} {GROUP}/stop=true")
    settle(world, NEW)
    incident.see()
    incident.roll_back("llm-start-old", OLD=OLD, NEW=NEW)
    settle(world, OLD, NEW)
    incident.see()


def spec_back(incident: Incident) -> None:
    """The service is edited in place; the previous spec is applied."""
    world = incident.world
    good = world.apply(llm=service(OLD))
    settle(world, OLD)
    incident.see()
    world.apply(llm=service(OLD, "v42", replicas=2))
    settle(world, OLD)
    incident.see()
    incident.roll_back("llm-spec", GOOD=good)
    settle(world, OLD)
    incident.see()


def preset_edited(incident: Incident) -> None:
    """A preset in the system namespace, which two services list, is edited and put back."""
    world = incident.world
    name = f"preset-{world.namespace}"
    good = world.commit(preset=preset(name, "--max-num-seqs=64"))
    world.shell(f"kubectl apply -n {NAMESPACE} -f preset.yaml")
    for each in (OLD, NEW):
        world.apply(**{each: service(each, baseRefs=[{"name": name}])})
        settle(world, each)
    incident.see()
    world.commit(preset=preset(name, "--max-num-seqs=9"))
    world.shell(f"kubectl apply -n {NAMESPACE} -f preset.yaml")
    settle(world, OLD, NEW)
    incident.see()
    incident.roll_back("llm-preset", GOOD=good)
    settle(world, OLD, NEW)
    incident.see()


def preset_named(incident: Incident) -> None:
    """One of two services is pointed back to the preset of the earlier name."""
    world = incident.world
    for version in ("41", "42"):
        image = f"example.com/engine:{version}"
        world.apply(**{f"p{version}": preset(f"engine-v{version}", "--a=1", image=image)})
    for each in (OLD, NEW):
        world.apply(**{each: service(each, baseRefs=[{"name": "engine-v41"}])})
        settle(world, each)
    incident.see()
    for each in (OLD, NEW):
        world.apply(**{each: service(each, baseRefs=[{"name": "engine-v42"}])})
        settle(world, each)
    incident.see()
    incident.roll_back("llm-preset-name", NAME=OLD, PRESET="engine-v41")
    settle(world, OLD, NEW)
    incident.see()


def arguments_overridden(incident: Incident) -> None:
    """A service gives arguments of its own for a container whose preset has some."""
    world = incident.world
    world.apply(preset=preset("engine", "--max-num-seqs=64", "--enable-prefix-caching"))
    good = world.apply(llm=service(OLD, baseRefs=[{"name": "engine"}]))
    settle(world, OLD)
    incident.see()
    own = {"containers": [{"name": "main", "args": ["--max-num-seqs=9"]}]}
    world.apply(llm=service(OLD, baseRefs=[{"name": "engine"}], template=own))
    settle(world, OLD)
    incident.see()
    incident.roll_back("llm-spec", GOOD=good)
    settle(world, OLD)
    incident.see()


case = partial(Case, product="kserve", look=kserve_facts)
CASES = (
    case("llm-weight", weight_back),
    case("llm-start-old", old_started_again),
    case("llm-spec", spec_back),
    case("llm-preset", preset_edited),
    case("llm-preset-name", preset_named, leaves="the command is for one of two services"),
    case("llm-arguments", arguments_overridden),
)
