"""Runs a real Ray Serve through incidents, and measures what applying the last document restores.

    python -m tests.examples.incidents          run all, write decision_tree/content/measured.yml
    python -m tests.examples.incidents ID ...   run these and print them

Each incident starts from the example's own document with every deployment healthy, happens under
a steady load, is left alone until Serve has settled, and is then rolled back by applying the
document from before. What was changed outside the document is not put back: that is the point.
"""

from __future__ import annotations

import copy
import os
import platform
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from decision_tree.loader.load import CONTENT
from decision_tree.loader.measured import Incident, Measured

from .cluster import EXAMPLES, Cluster, Document, running, wait_for
from .load import PER_SECOND, TAIL, SteadyLoad, phase

__all__ = ["INCIDENTS", "Case", "World", "run"]

QUESTION = "How long do refunds take?"
PARTS = {"prompt": "the prompt", "model": "the model artefact", "code": "the graph code"}
"""What the endpoint says of its own versions, and what the table calls it."""
SETTLE = 120.0
"""Seconds that an update may take before it is left as it is."""

STEADY = 30.0
"""Seconds that answers may take after that to be all of one kind; some incidents never are."""


@dataclass(frozen=True)
class World:
    """What is outside the cluster: a folder of model artefacts and an archive of code."""

    folder: Path

    @property
    def models(self) -> Path:
        """The artefacts that replicas load."""
        return self.folder / "models"

    @property
    def archive(self) -> Path:
        """The code behind the `working_dir` address."""
        return self.folder / "code-1.4.0.zip"

    def restore(self) -> None:
        """Everything outside as it was in the beginning."""
        shutil.rmtree(self.models, ignore_errors=True)
        shutil.copytree(EXAMPLES / "answers" / "models", self.models)
        self.write_code(lambda text: text)

    def write_model(self) -> None:
        """Other bytes behind the name of the small model."""
        (self.models / "small-1.2.0.json").write_text('{"opening": "Certainly!"}\n', "utf-8")

    def write_code(self, edit: Callable[[str], str]) -> None:
        """The archive anew, every source passed through `edit`.

        In a folder of its own inside the archive: Ray takes the one folder at the top away.
        """
        with zipfile.ZipFile(self.archive, "w") as archive:
            for path in sorted((EXAMPLES / "answers").rglob("*")):
                if path.suffix in (".py", ".json"):
                    archive.writestr(
                        f"code/{path.relative_to(EXAMPLES)}", edit(path.read_text("utf-8"))
                    )


def document() -> Document:
    """The example's Serve document."""
    loaded: Document = yaml.safe_load((EXAMPLES / "ray-serve" / "serve.yml").read_text("utf-8"))
    return loaded


def _application(whole: Document) -> dict[str, Any]:
    application: dict[str, Any] = whole["applications"][0]
    return application


def _deployment(whole: Document, name: str) -> dict[str, Any]:
    deployments: list[dict[str, Any]] = _application(whole)["deployments"]
    return next(part for part in deployments if part["name"] == name)


Edit = Callable[[Document, World], None]
"""Changes a document in place, or the world outside it."""


def _arguments(**changed: Any) -> Edit:
    def edit(whole: Document, world: World) -> None:
        del world
        _application(whole)["args"].update(changed)

    return edit


def _prompt(version: str, prompt: str) -> Edit:
    def edit(whole: Document, world: World) -> None:
        del world
        for name in ("SmallGenerator", "LargeGenerator"):
            _deployment(whole, name)["user_config"] = {"version": version, "prompt": prompt}

    return edit


def _override_removed(whole: Document, world: World) -> None:
    del world
    del _deployment(whole, "SmallGenerator")["user_config"]
    _deployment(whole, "SmallGenerator")["num_replicas"] = 2


def _bad_import(whole: Document, world: World) -> None:
    del world
    _application(whole)["import_path"] = "answers.ray_app:build_app"


def _surge(whole: Document, world: World) -> None:
    del world
    for part in _application(whole)["deployments"]:
        part["max_surge_percent"] = 100


def _autoscaling(whole: Document, world: World) -> None:
    del world
    part = _deployment(whole, "Retriever")
    del part["num_replicas"]
    part["autoscaling_config"] = {"min_replicas": 1, "max_replicas": 2}


def _left_out(whole: Document, world: World) -> None:
    del world
    whole["applications"] = []


def _code_by_address(whole: Document, world: World) -> None:
    _application(whole)["runtime_env"] = {"working_dir": f"file://{world.archive}"}


def _model_bytes(whole: Document, world: World) -> None:
    world.write_model()
    _arguments(top_k=2)(whole, world)


def _code_bytes(whole: Document, world: World) -> None:
    world.write_code(lambda text: text.replace("14 days", "30 days"))
    _arguments(top_k=2)(whole, world)


def _code_bytes_only(whole: Document, world: World) -> None:
    del whole
    world.write_code(lambda text: text.replace("14 days", "30 days"))


@dataclass(frozen=True)
class Case:
    """An incident: what is so before it, and what happens.

    The rollback of each is the document from before, which is what its `units` put back.
    With `by_address` the code comes from an archive and not from the cluster's own path.
    """

    id: str
    title: str
    change: str
    happens: Edit
    before: Edit | None = None
    by_address: bool = False
    new_cluster: bool = False
    units: tuple[str, ...] = ("ray-document",)


INCIDENTS = (
    Case(
        "good-release",
        "A good release, rolled back",
        "`top_k` in the builder's arguments goes from 3 to 2. Nothing is wrong with it: this is "
        "what any release costs with one replica of each deployment.",
        _arguments(top_k=2),
    ),
    Case(
        "bad-prompt",
        "A prompt that loses its passages",
        "`user_config` of both generators: the new prompt has no place for the passages.",
        _prompt("prompt-8", "Answer the question.\nQuestion: {question}"),
    ),
    Case(
        "refused-prompt",
        "A prompt that `reconfigure` refuses",
        "`user_config` of both generators: the new prompt has a placeholder that nobody fills, "
        "and the code raises an error at the update.",
        _prompt("prompt-8", "Answer from {context}.\nQuestion: {question}"),
    ),
    Case(
        "refused-prompt-surge-100",
        "The same prompt, surge 100",
        "As above with `max_surge_percent: 100` on every deployment.",
        _prompt("prompt-8", "Answer from {context}.\nQuestion: {question}"),
        before=_surge,
    ),
    Case(
        "override-removed",
        "An override removed while scaling out",
        "`user_config` of the small generator is deleted from the Serve config file, which also "
        "asks for a second replica.",
        _override_removed,
    ),
    Case(
        "bad-argument",
        "A builder argument of the wrong type",
        '`top_k: "3"`, a text: the typed arguments refuse it while the application is built.',
        _arguments(top_k="3"),
    ),
    Case(
        "bad-import",
        "An import path that does not exist",
        "`import_path: answers.ray_app:build_app`.",
        _bad_import,
    ),
    Case(
        "constructor-surge-0",
        "A constructor that fails, surge 0",
        "`small_model` names an artefact that is not there. `max_surge_percent` is 0, the default: "
        "the old replica stops first.",
        _arguments(small_model="small-1.3.0"),
    ),
    Case(
        "constructor-surge-100",
        "The same constructor, surge 100",
        "As above with `max_surge_percent: 100` on every deployment: the new replica starts first.",
        _arguments(small_model="small-1.3.0"),
        before=_surge,
    ),
    Case(
        "autoscaling-block",
        "An autoscaling block added",
        "`autoscaling_config` with 1 to 2 replicas takes the place of `num_replicas: 1` on one "
        "deployment, the retriever.",
        _autoscaling,
    ),
    Case(
        "application-left-out",
        "The application left out of the Serve config file",
        "A Serve config file without it is applied, as when another team sends only its own part.",
        _left_out,
    ),
    Case(
        "model-bytes",
        "Other bytes behind a model's name",
        "The file that `small-1.2.0` names is overwritten; then a harmless release (`top_k` from 3 "
        "to 2) restarts the replicas.",
        _model_bytes,
    ),
    Case(
        "code-bytes",
        "Other code behind an address, same cluster",
        "The archive that `working_dir` names is overwritten with changed code; then a harmless "
        "release (`top_k` from 3 to 2) restarts the replicas.",
        _code_bytes,
        by_address=True,
    ),
    Case(
        "code-bytes-new-cluster",
        "Other code behind an address, new cluster",
        "The archive is overwritten as above; then the cluster is replaced and gets exactly the "
        "same Serve config file. Counted from when the new cluster was healthy.",
        _code_bytes_only,
        by_address=True,
        new_cluster=True,
    ),
)


@dataclass(frozen=True)
class Facts:
    """What callers and Serve showed at one moment."""

    parts: dict[str, Any]
    replicas: set[str]


def _facts(cluster: Cluster) -> Facts:
    _, body = cluster.ask(QUESTION)
    told = cluster.applications().get("answers", {})
    # What an answer does not say, because there was none, is not among the parts.
    parts = {
        "the answers": body.get("answer"),
        "the stored Serve config file": told.get("deployed_app_config"),
        **{PARTS[name]: version for name, version in body.get("versions", {}).items()},
    }
    return Facts(parts, cluster.replicas())


def run(cases: Iterable[Case], say: Callable[[str], None]) -> list[Incident]:
    """Measure these incidents on as few clusters as they allow; `say` gets a line for each."""
    with tempfile.TemporaryDirectory(prefix="incidents-") as folder:
        world = World(Path(folder))
        os.environ["MODELS"] = str(world.models)
        shared = [case for case in cases if not case.by_address]
        apart = [case for case in cases if case.by_address]
        done: dict[str, Incident] = {}
        if shared:
            with running() as cluster:
                clean = False
                for case in shared:
                    world.restore()
                    if not clean or case.before:
                        _remove(cluster)
                    found = _told(_on_one_cluster(cluster, case, world), say)
                    clean = not (found.left or case.before) and found.after.ends == "right"
                    done[case.id] = found
        for case in apart:
            world.restore()
            done[case.id] = _told(_on_clusters_of_its_own(case, world), say)
    return [done[case.id] for case in cases]


def _told(found: Incident, say: Callable[[str], None]) -> Incident:
    during = found.during
    counts = f"{during.sent} sent, {during.failed} failed, {during.wrong} wrong"
    say(f"{found.id}: {counts}, {found.status}; then {found.after.ends}, left {list(found.left)}")
    return found


def _good(case: Case, world: World) -> Document:
    good = document()
    if case.before:
        case.before(good, world)
    if case.by_address:
        _code_by_address(good, world)
    return good


def _remove(cluster: Cluster) -> None:
    """So that nothing of an earlier incident is left."""
    cluster.apply({"applications": []})
    wait_for(lambda: cluster.status() == "ABSENT", SETTLE)


def _healthy_with(cluster: Cluster, good: Document) -> Facts:
    cluster.apply(good)
    if not wait_for(cluster.healthy, SETTLE):
        raise RuntimeError(f"the application did not become healthy: {cluster.applications()}")
    wait_for(lambda: cluster.ask(QUESTION)[0] == 200, 10)
    return _facts(cluster)


def _on_one_cluster(cluster: Cluster, case: Case, world: World) -> Incident:
    good = _good(case, world)
    before = _healthy_with(cluster, good)
    bad = copy.deepcopy(good)
    case.happens(bad, world)
    return _measure(cluster, case, before, good, lambda: cluster.apply(bad))


def _on_clusters_of_its_own(case: Case, world: World) -> Incident:
    good = _good(case, world)
    with running(code_on_path=False) as first:
        if not case.new_cluster:
            return _on_one_cluster(first, case, world)
        before = _healthy_with(first, good)
    case.happens(good, world)
    with running(code_on_path=False) as second:
        _healthy_with(second, good)
        return _measure(second, case, before, good, lambda: None)


def _measure(
    cluster: Cluster, case: Case, before: Facts, good: Document, happen: Callable[[], None]
) -> Incident:
    def ask() -> str:
        code, body = cluster.ask(QUESTION)
        if code != 200:
            return "failed"
        return "right" if body.get("answer") == before.parts["the answers"] else "wrong"

    with SteadyLoad(ask) as load:
        time.sleep(1)
        broken = time.monotonic()
        happen()
        time.sleep(0.5)
        wait_for(lambda: cluster.healthy() or cluster.failed(), SETTLE)
        time.sleep(TAIL + 1)
        wait_for(load.steady, STEADY)
        during, status = _facts(cluster), cluster.status()
        command = time.monotonic()
        cluster.apply(good)
        time.sleep(0.5)
        wait_for(cluster.healthy, SETTLE)
        settled = time.monotonic()
        time.sleep(TAIL + 1)
        wait_for(load.steady, STEADY)
        end = time.monotonic()
        after = _facts(cluster)
    off = [s.sent for s in load.samples if command <= s.sent < end and s.outcome != "right"]
    restored, left = _compared(before, during, after)
    return Incident(
        id=case.id,
        title=case.title,
        change=case.change,
        units=case.units,
        status=status,
        during=phase(load.samples, broken, command),
        after=phase(load.samples, command, end),
        right_ms=round(1000 * (max(off) - command)) if off else 0,
        settled_ms=round(1000 * (settled - command)),
        replicas=len(before.replicas),
        replaced=len(before.replicas - after.replicas),
        restored=restored,
        left=left,
    )


def _compared(
    before: Facts, during: Facts, after: Facts
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of what differed at some moment: what is as before in the end, and what is not."""
    then, now = during.parts, after.parts
    restored = [
        name for name, was in before.parts.items() if now.get(name) == was != then.get(name, was)
    ]
    left = [name for name, was in before.parts.items() if now.get(name) != was]
    return tuple(restored), tuple(left)


def _write(found: list[Incident]) -> Path:
    import ray

    memory = round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    measured = Measured(
        date=date.today().isoformat(),
        ray=ray.__version__,
        python=platform.python_version(),
        machine=f"{platform.system()}, {os.cpu_count()} CPU cores, {memory} GiB of memory, no GPU, "
        f"load average {os.getloadavg()[2]:.0f} with all other work on it",
        load=f"{PER_SECOND} requests a second from one client on loopback",
        incidents=tuple(found),
    )
    plain = {**asdict(measured), "incidents": [_plain(incident) for incident in found]}
    path = CONTENT / "measured.yml"
    head = (
        "# yaml-language-server: $schema=schema/measured.json\n"
        "# Written by `make measure`, not by hand; how it measures: tests/examples/incidents.py\n"
    )
    text = yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=100)
    path.write_text(head + text, "utf-8")
    return path


def _plain(incident: Incident) -> dict[str, Any]:
    made = asdict(incident)
    return {**made, **{name: list(made[name]) for name in ("units", "restored", "left")}}


def main(names: list[str]) -> int:
    """Run the named incidents, or all of them and keep the result."""
    unknown = set(names) - {case.id for case in INCIDENTS}
    if unknown:
        known = ", ".join(case.id for case in INCIDENTS)
        print(f"no incident is called {', '.join(sorted(unknown))}; known are: {known}")
        return 2
    found = run(
        [case for case in INCIDENTS if not names or case.id in names],
        lambda line: print(line, flush=True),
    )
    if names:
        print(yaml.safe_dump([_plain(incident) for incident in found], sort_keys=False))
    else:
        print(f"Written: {_write(found)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
