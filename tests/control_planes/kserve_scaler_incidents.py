"""Incidents of the scalers of KServe's Standard mode: bounds, targets and the scaler's class."""

from __future__ import annotations

from functools import partial
from typing import Any

from .facts import kserve_facts
from .kserve_incidents import settle
from .kserve_objects import GROUP, NO_TARGET, runtime, service
from .telling import Case, Incident

__all__ = ["CASES"]

KEDA = {f"{GROUP}/autoscalerClass": "keda"}
CPU = {
    **NO_TARGET,
    "autoScaling": {
        "metrics": [
            {
                "type": "Resource",
                "resource": {
                    "name": "cpu",
                    "target": {"type": "Utilization", "averageUtilization": 60},
                },
            }
        ]
    },
}
"""A target that both classes of scaler understand."""


def scaler_bounds(incident: Incident) -> None:
    """Bounds and target of the default scaler go wrong and are patched back."""
    world = incident.world
    world.apply(runtime=runtime())
    world.apply(service=service())
    settle(world)
    incident.see()
    world.apply(service=service(predictor={"minReplicas": 3, "maxReplicas": 40, "scaleTarget": 5}))
    settle(world)
    incident.see()
    pods = world.pods_seen()
    incident.roll_back("standard-scaler", NAME="churn", MIN="2", MAX="4", TARGET="60")
    settle(world)
    incident.notes["pods that the rollback started"] = str(world.pods_seen() - pods)
    incident.see()


def metrics(threshold: str) -> dict[str, Any]:
    """KEDA's form of a target."""
    metric = {
        "type": "External",
        "external": {
            "metric": {
                "backend": "prometheus",
                "serverAddress": "http://prometheus.example.com",
                "query": "sum(vllm:num_requests_running)",
            },
            "target": {"type": "Value", "value": threshold},
        },
    }
    return {**NO_TARGET, "autoScaling": {"metrics": [metric]}}


def scaler_command_under_keda(incident: Incident) -> None:
    """With the KEDA class, the command for the HPA class is used: it does not write the target."""
    world = incident.world
    world.apply(runtime=runtime())
    world.apply(service=service(annotations=KEDA, predictor=metrics("8")))
    settle(world)
    incident.see()
    worse = {"maxReplicas": 40, **metrics("2")}
    world.apply(service=service(annotations=KEDA, predictor=worse))
    settle(world)
    incident.see()
    incident.roll_back("standard-scaler", NAME="churn", MIN="2", MAX="4", TARGET="8")
    settle(world)
    incident.see()


def scaler_of_keda(incident: Incident) -> None:
    """With the KEDA class, bounds and threshold go wrong and are patched back from a file."""
    world = incident.world
    world.apply(runtime=runtime())
    world.apply(service=service(annotations=KEDA, predictor=metrics("8")))
    settle(world)
    incident.see()
    worse = {"maxReplicas": 40, **metrics("2")}
    world.apply(service=service(annotations=KEDA, predictor=worse))
    settle(world)
    incident.see()
    bounds = {"minReplicas": 2, "maxReplicas": 4, "autoScaling": metrics("8")["autoScaling"]}
    world.commit(scaling={"spec": {"predictor": bounds}})
    incident.roll_back("standard-scaler-keda", NAME="churn")
    settle(world)
    incident.see()


def scaler_class(incident: Incident) -> None:
    """The scaler's class goes from hpa to keda, and back with the previous spec."""
    world = incident.world
    hpa = {f"{GROUP}/autoscalerClass": "hpa"}
    world.apply(runtime=runtime())
    good = world.apply(service=service(annotations=hpa, predictor=CPU))
    settle(world)
    incident.see()
    world.apply(service=service(annotations=KEDA, predictor={**CPU, "maxReplicas": 9}))
    settle(world)
    world.wait(lambda: world.all("ScaledObject"), "KServe has made a ScaledObject")
    incident.see()
    incident.roll_back("standard-spec", GOOD=good)
    settle(world)
    incident.see()


def scaler_class_back(incident: Incident) -> None:
    """The scaler's class goes from keda to hpa, and back with the previous spec."""
    world = incident.world
    hpa = {f"{GROUP}/autoscalerClass": "hpa"}
    world.apply(runtime=runtime())
    good = world.apply(service=service(annotations=KEDA, predictor=CPU))
    settle(world)
    world.wait(lambda: world.all("ScaledObject"), "KServe has made a ScaledObject")
    incident.see()
    world.apply(service=service(annotations=hpa, predictor={**CPU, "maxReplicas": 9}))
    settle(world)
    world.wait(lambda: world.all("HorizontalPodAutoscaler"), "KServe has made an HPA")
    incident.see()
    incident.roll_back("standard-spec", GOOD=good)
    settle(world)
    incident.see()


case = partial(Case, product="kserve", look=kserve_facts)
CASES = (
    case("standard-scaler", scaler_bounds),
    case(
        "standard-scaler-under-keda",
        scaler_command_under_keda,
        leaves="KEDA's target is elsewhere, and the command does not write it",
    ),
    case("standard-scaler-keda", scaler_of_keda),
    case("standard-class-to-keda", scaler_class, leaves="the scaler of the other class stays"),
    case("standard-class-to-hpa", scaler_class_back, leaves="the scaler of the other class stays"),
)
